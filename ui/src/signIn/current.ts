import type { Session } from "./session";

/** The sign-in of this tab; null where nobody signs in. */
export const current: { session: Session | null } = { session: null };
