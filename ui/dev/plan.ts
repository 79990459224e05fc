import type { RunState } from "../src/api/runs";
import type { TaskState } from "../src/api/taskInstances";
import type { TaskSpec } from "./specs";
import { dice, failuresOf, type PretendRun } from "./world";

export interface PlannedTry {
  begin: number;
  end: number;
  failed: boolean;
}

export interface PlannedTask {
  task: TaskSpec;
  tries: PlannedTry[];
  end: number;
  outcome: TaskState;
}

const pause = 700;
const plans = new WeakMap<PretendRun, Map<string, PlannedTask>>();

/** When each task of a run begins and ends, and how: settled at the start, revealed as time goes by. */
export function planOf(run: PretendRun): Map<string, PlannedTask> {
  const known = plans.get(run);
  if (known) return known;
  const plan = new Map<string, PlannedTask>();
  for (const task of run.spec.tasks) {
    const before = task.after.map((id) => plan.get(id)).filter((one) => one !== undefined);
    const ready = Math.max(run.begin + 500, ...before.map((one) => one.end)) + pause;
    const blocked = before.some((one) => one.outcome !== "success") && task.always !== true;
    if (blocked) {
      plan.set(task.id, { task, tries: [], end: ready, outcome: "upstream_failed" });
      continue;
    }
    const failures = failuresOf(run, task);
    const tries: PlannedTry[] = [];
    let at = ready;
    for (let n = 0; n <= (task.retries ?? 0); n++) {
      const seconds = task.seconds * (0.6 + dice(run.id + task.id + String(n)));
      tries.push({ begin: at, end: at + seconds * 1000, failed: n < failures });
      at += seconds * 1000 + 2_000;
      if (n >= failures) break;
    }
    const last = tries.at(-1);
    plan.set(task.id, { task, tries, end: last?.end ?? ready, outcome: last?.failed ? "failed" : "success" });
  }
  plans.set(run, plan);
  return plan;
}

export interface Now {
  state: TaskState | null;
  /** 0 before the first. */
  tryNumber: number;
  begin: number | null;
  end: number | null;
}

export function taskNow(planned: PlannedTask, now = Date.now()): Now {
  const { tries } = planned;
  const index = tries.findLastIndex((one) => one.begin <= now);
  const current = tries[index];
  if (current === undefined) {
    if (tries.length === 0 && planned.end <= now)
      return { state: "upstream_failed", tryNumber: 0, begin: null, end: planned.end };
    const first = tries[0];
    const state = first && first.begin - now < pause ? "queued" : null;
    return { state, tryNumber: state === null ? 0 : 1, begin: null, end: null };
  }
  const tryNumber = index + 1;
  if (now < current.end) return { state: "running", tryNumber, begin: current.begin, end: null };
  const again = tries[index + 1];
  if (again) return { state: "up_for_retry", tryNumber, begin: current.begin, end: current.end };
  return { state: current.failed ? "failed" : "success", tryNumber, begin: current.begin, end: current.end };
}

export const endOf = (run: PretendRun) => Math.max(...[...planOf(run).values()].map((one) => one.end));

export function runState(run: PretendRun, now = Date.now()): RunState {
  if (now < run.begin + 600) return "queued";
  if (now < endOf(run)) return "running";
  return [...planOf(run).values()].some((one) => one.outcome === "failed") ? "failed" : "success";
}
