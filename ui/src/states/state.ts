import type { TaskState } from "../api/taskInstances";

/** Airflow's words, `none` for a task instance that has no state yet. A run's states are among them. */
export type State = TaskState | "none";

/** What asks for attention first, so that it is in sight where a list of counts is cut short. */
export const taskStates: readonly State[] = [
  "failed",
  "upstream_failed",
  "up_for_retry",
  "awaiting_input",
  "running",
  "restarting",
  "queued",
  "scheduled",
  "deferred",
  "up_for_reschedule",
  "success",
  "skipped",
  "removed",
  "none",
];

export const stateOf = (state: TaskState | null | undefined): State => state ?? "none";

export const stateColor = (state: State) => `var(--state-${state.replaceAll("_", "-")})`;

/** `1 failed, 3 success`, in the order of the list above. */
export function countsText(counts: Record<string, number>): string {
  const rank = (state: string) => taskStates.indexOf(state as State);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");
}
