import { type State, stateColor } from "./state";

/** Drawn on 16×16. Colour alone must not carry a state: each has its own sign. */
const signs: Record<State, string> = {
  success: "M4.2 8.4l2.6 2.6 5-5.6",
  failed: "M5 5l6 6M11 5l-6 6",
  running: "M6.2 4.8v6.4L11.2 8z",
  queued: "M4.6 5.4h6.8M4.6 8h6.8M4.6 10.6h4",
  scheduled: "M8 4.2V8l2.6 1.7",
  skipped: "M4.5 5l3 3-3 3M8.6 5l3 3-3 3",
  upstream_failed: "M8 11.8V4.6M4.9 7.6L8 4.5l3.1 3.1",
  up_for_retry: "M11.6 6.3A4 4 0 1 0 12 8.6M11.9 3.9v2.6H9.3",
  up_for_reschedule: "M4 8h7.4M8.6 5l3 3-3 3",
  restarting: "M4.4 7.2a3.7 3.7 0 0 1 7-1.2M11.6 8.8a3.7 3.7 0 0 1-7 1.2",
  deferred: "M6.2 5v6M9.8 5v6",
  awaiting_input: "M6 6.3a2 2 0 1 1 2.7 1.9c-.6.2-.7.6-.7 1.1M8 11.6v.1",
  removed: "M4.6 8h6.8",
  none: "M8 8v.01",
};

/** A coloured tile with the state's sign. The name of the state is beside it or in its title: see the callers. */
export function StateIcon({ state, size = 16 }: { state: State; size?: number }) {
  const empty = state === "none";
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      style={{ flex: "none" }}
    >
      <rect
        x="0.75"
        y="0.75"
        width="14.5"
        height="14.5"
        rx="3.5"
        fill={stateColor(state)}
        stroke={empty ? "var(--line-strong)" : "none"}
        strokeDasharray={empty ? "2 2" : undefined}
      />
      <path
        d={signs[state]}
        stroke={empty ? "var(--muted)" : "var(--state-ink)"}
        fill={state === "running" ? "var(--state-ink)" : "none"}
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
