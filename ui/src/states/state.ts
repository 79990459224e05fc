import type { TaskState } from "../api/taskInstances";

/** Airflow's words, `none` for a task instance that has no state yet. A run's states are among them. */
export type State = TaskState | "none";

export const taskStates: readonly State[] = [
  "success",
  "failed",
  "running",
  "queued",
  "scheduled",
  "skipped",
  "upstream_failed",
  "up_for_retry",
  "up_for_reschedule",
  "restarting",
  "deferred",
  "awaiting_input",
  "removed",
  "none",
];

export const stateOf = (state: TaskState | null | undefined): State => state ?? "none";

export const stateColor = (state: State) => `var(--state-${state.replaceAll("_", "-")})`;

/** `3 success, 1 failed`, in the order of the list above. */
export function countsText(counts: Record<string, number>): string {
  const rank = (state: string) => taskStates.indexOf(state as State);
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");
}
