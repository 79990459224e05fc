import { keepPreviousData } from "@tanstack/react-query";

/**
 * How often to look again. Things under way change by the second; the rest changes when somebody
 * deploys or a schedule fires; a tab nobody looks at may be late, and is brought up to date on return.
 */
export const pace = {
  active: () => (document.hidden ? 60_000 : 3_000),
  idle: () => (document.hidden ? 300_000 : 15_000),
};

/** The options of a query that keeps itself fresh, and keeps what it showed while the next page loads. */
export const polled = {
  refetchIntervalInBackground: true,
  placeholderData: keepPreviousData,
};
