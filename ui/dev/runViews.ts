import type { GridRun } from "../src/api/grid";
import type { Run } from "../src/api/runs";
import type { TaskInstance, Try } from "../src/api/taskInstances";
import { lightRun, version } from "./dagViews";
import { type Now, type PlannedTask, planOf, taskNow } from "./plan";
import { greeted, type PretendRun } from "./world";

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

export function runOf(run: PretendRun): Run {
  const light = lightRun(run);
  return {
    dag_run_id: run.id,
    dag_id: run.spec.id,
    logical_date: run.logicalDate,
    queued_at: iso(run.begin),
    start_date: light.start_date,
    end_date: light.end_date,
    duration: light.duration,
    data_interval_start: run.logicalDate,
    data_interval_end: run.logicalDate,
    run_after: light.run_after,
    run_type: run.type,
    state: light.state,
    triggered_by: run.type === "manual" ? "rest_api" : "timetable",
    triggering_user_name: run.type === "manual" ? "ada" : null,
    conf: run.conf,
    note: run.note,
    dag_versions: [version(run.spec.id, 3)],
  };
}

export function gridRun(run: PretendRun): GridRun {
  const light = lightRun(run);
  const { dag_id, run_id, start_date, end_date, run_after, state } = light;
  const duration = light.duration ?? (start_date === null ? 0 : (Date.now() - Date.parse(start_date)) / 1000);
  return {
    dag_id,
    run_id,
    start_date,
    end_date,
    run_after,
    state,
    duration,
    queued_at: run_after,
    run_type: run.type,
    has_note: run.note !== null,
  };
}

function tryOf(run: PretendRun, planned: PlannedTask, now: Now, mapIndex: number): Try {
  const { task } = planned;
  return {
    task_id: task.id,
    dag_id: run.spec.id,
    dag_run_id: run.id,
    map_index: mapIndex,
    start_date: iso(now.begin),
    end_date: iso(now.end),
    duration: now.begin !== null && now.end !== null ? (now.end - now.begin) / 1000 : null,
    state: now.state,
    try_number: now.tryNumber,
    max_tries: task.retries ?? 0,
    task_display_name: task.id,
    hostname: "ip-10-0-3-17.eu-west-1.compute.internal",
    pool: "default_pool",
    pool_slots: 1,
    queue: "default",
    priority_weight: 1,
    operator: task.operator,
    operator_name: task.operator,
    queued_when: iso(now.begin === null ? null : now.begin - 300),
    scheduled_when: iso(now.begin === null ? null : now.begin - 500),
    executor: "lambda",
  };
}

export function instanceOf(run: PretendRun, planned: PlannedTask, mapIndex: number): TaskInstance {
  const now = taskNow(planned);
  return {
    ...tryOf(run, planned, now, mapIndex),
    id: "0199a3b4-2c77-7d4e-9a53-6f1f6e3f9b10",
    logical_date: run.logicalDate,
    run_after: iso(run.begin) ?? "",
    note: null,
    rendered_map_index:
      mapIndex < 0 ? null : (["berlin", "paris", "madrid", "rome", "oslo", "wien"][mapIndex] ?? null),
    rendered_fields:
      now.tryNumber === 0 ? {} : { bash_command: `echo "Hello ${greeted(run)}"`, env: { DS: "2026-11-20" } },
  };
}

/** Instances of a task: one, or as many as it is mapped to. */
export function instancesOf(run: PretendRun, planned: PlannedTask): TaskInstance[] {
  const { mapped } = planned.task;
  if (mapped === undefined) return [instanceOf(run, planned, -1)];
  return Array.from({ length: mapped }, (_, index) => instanceOf(run, planned, index));
}

export const allInstances = (run: PretendRun) =>
  [...planOf(run).values()].flatMap((planned) => instancesOf(run, planned));

export function triesOf(run: PretendRun, planned: PlannedTask, mapIndex: number): Try[] {
  const newest = taskNow(planned).tryNumber;
  return planned.tries
    .slice(0, newest)
    .map((one, index) =>
      index + 1 === newest
        ? instanceOf(run, planned, mapIndex)
        : tryOf(
            run,
            planned,
            { state: "failed", tryNumber: index + 1, begin: one.begin, end: one.end },
            mapIndex,
          ),
    );
}
