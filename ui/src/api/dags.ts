import { queryOptions } from "@tanstack/react-query";
import { get, path, type Query, send, withQuery } from "./http";
import { pace, polled } from "./pace";
import type { RunState } from "./runs";
import type { DagVersion } from "./versions";

export interface Tag {
  name: string;
}

export interface Dag {
  dag_id: string;
  dag_display_name: string;
  is_paused: boolean;
  is_stale: boolean;
  fileloc: string;
  relative_fileloc: string | null;
  description: string | null;
  timetable_summary?: string | null;
  timetable_description: string | null;
  tags: Tag[];
  owners: string[];
  max_active_tasks: number;
  max_active_runs: number | null;
  has_import_errors: boolean;
  last_parsed_time: string | null;
  next_dagrun_logical_date: string | null;
  next_dagrun_data_interval_start: string | null;
  next_dagrun_data_interval_end: string | null;
  next_dagrun_run_after?: string | null;
}

export interface Param {
  value: unknown;
  schema: Record<string, unknown>;
  description: string | null;
}

export interface DagDetails extends Dag {
  catchup: boolean;
  dag_run_timeout: string | null;
  doc_md: string | null;
  start_date: string | null;
  end_date: string | null;
  timezone: string | null;
  params: Record<string, Param> | null;
  default_args: Record<string, unknown> | null;
  latest_dag_version: DagVersion | null;
}

/** As much of a run as its bar in the list needs. */
export interface LightRun {
  dag_id: string;
  run_id: string;
  logical_date: string | null;
  run_after: string;
  start_date: string | null;
  end_date: string | null;
  state: RunState;
  duration: number | null;
}

/** A line of the list. As in Airflow, what is null elsewhere is absent here. */
export interface DagWithRuns extends Dag {
  latest_dag_runs: LightRun[];
}

export interface DagsWithRuns {
  dags: DagWithRuns[];
  total_entries: number;
}

const isActive = (run: LightRun) => run.state === "running" || run.state === "queued";

export const dagsQuery = (query: Query) =>
  queryOptions({
    queryKey: ["dags", query],
    queryFn: ({ signal }) => get<DagsWithRuns>(withQuery("/ui/dags", query), signal),
    refetchInterval: ({ state }) =>
      state.data?.dags.some((dag) => dag.latest_dag_runs.some(isActive)) ? pace.active() : pace.idle() / 3,
    ...polled,
  });

export const dagQuery = (dagId: string) =>
  queryOptions({
    queryKey: ["dag", dagId],
    queryFn: ({ signal }) => get<DagDetails>(path`/api/v2/dags/${dagId}/details`, signal),
    refetchInterval: pace.idle,
    refetchIntervalInBackground: true,
  });

export const setPaused = (dagId: string, paused: boolean) =>
  send<Dag>("PATCH", path`/api/v2/dags/${dagId}` + "?update_mask=is_paused", { is_paused: paused });
