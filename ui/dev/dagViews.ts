import type { Dag, DagDetails, LightRun } from "../src/api/dags";
import { endOf, runState } from "./plan";
import type { DagSpec } from "./specs";
import { type PretendRun, runsOf, world } from "./world";

const iso = (time: number) => new Date(time).toISOString();

export const version = (dagId: string, number: number) => ({
  id: `018f2c5e-0000-7000-8000-00000000000${number}`,
  version_number: number,
  dag_id: dagId,
  bundle_name: "dags",
  bundle_version: null,
  created_at: iso(Date.now() - (4 - number) * 86_400_000),
});

export function dagOf(spec: DagSpec): Dag {
  const newest = runsOf(spec.id)[0];
  const gap = (spec.everyMinutes ?? 0) * 60_000;
  const next = spec.everyMinutes === null || !newest ? null : iso(newest.begin + gap);
  return {
    dag_id: spec.id,
    dag_display_name: spec.id,
    is_paused: world.paused.get(spec.id) ?? false,
    is_stale: false,
    fileloc: spec.source.startsWith("from") ? `/dags/${spec.id}.py` : `/dags/${spec.id}.yaml`,
    relative_fileloc: `${spec.id}.yaml`,
    description: spec.description,
    timetable_summary: spec.schedule,
    timetable_description: spec.scheduleText,
    tags: spec.tags.map((name) => ({ name })),
    owners: [spec.owner],
    max_active_tasks: 16,
    max_active_runs: 16,
    has_import_errors: spec.id === "crm_sync",
    last_parsed_time: iso(Date.now() - 3_600_000),
    next_dagrun_logical_date: next,
    next_dagrun_data_interval_start: next,
    next_dagrun_data_interval_end: next,
    next_dagrun_run_after: next,
  };
}

export const detailsOf = (spec: DagSpec): DagDetails => ({
  ...dagOf(spec),
  catchup: false,
  dag_run_timeout: null,
  doc_md:
    spec.id === "sales_report"
      ? "## Sales report\n\nAsk the data team before changing the totals check."
      : null,
  start_date: "2026-01-01T00:00:00Z",
  end_date: null,
  timezone: "UTC",
  params: spec.params,
  default_args: { owner: spec.owner, retries: 1 },
  latest_dag_version: version(spec.id, 3),
});

export function lightRun(run: PretendRun): LightRun {
  const state = runState(run);
  const over = state === "success" || state === "failed";
  return {
    dag_id: run.spec.id,
    run_id: run.id,
    logical_date: run.logicalDate,
    run_after: iso(run.begin),
    start_date: state === "queued" ? null : iso(run.begin + 600),
    end_date: over ? iso(endOf(run)) : null,
    state,
    duration: over ? (endOf(run) - run.begin - 600) / 1000 : null,
  };
}
