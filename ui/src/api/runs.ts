import { queryOptions } from "@tanstack/react-query";
import { get, path, type Query, send, withQuery } from "./http";
import { pace, polled } from "./pace";
import type { DagVersion } from "./versions";

export type RunState = "queued" | "running" | "success" | "failed";

export interface Run {
  dag_run_id: string;
  dag_id: string;
  logical_date: string | null;
  queued_at: string | null;
  start_date: string | null;
  end_date: string | null;
  duration: number | null;
  data_interval_start: string | null;
  data_interval_end: string | null;
  run_after: string;
  run_type: string;
  state: RunState;
  triggered_by: string | null;
  triggering_user_name: string | null;
  conf: Record<string, unknown> | null;
  note: string | null;
  dag_versions: DagVersion[];
}

interface Runs {
  dag_runs: Run[];
  total_entries: number;
}

export const isUnderWay = (run: { state: RunState | null } | undefined) =>
  run?.state === "running" || run?.state === "queued";

export const runsQuery = (dagId: string, query: Query) =>
  queryOptions({
    queryKey: ["runs", dagId, query],
    queryFn: ({ signal }) => get<Runs>(withQuery(path`/api/v2/dags/${dagId}/dagRuns`, query), signal),
    refetchInterval: ({ state }) => (state.data?.dag_runs.some(isUnderWay) ? pace.active() : pace.idle()),
    ...polled,
  });

export const latestRunQuery = (dagId: string) => runsQuery(dagId, { limit: 1, order_by: "-run_after" });

export const runQuery = (dagId: string, runId: string) =>
  queryOptions({
    queryKey: ["run", dagId, runId],
    queryFn: ({ signal }) => get<Run>(path`/api/v2/dags/${dagId}/dagRuns/${runId}`, signal),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? pace.active() : pace.idle()),
    refetchIntervalInBackground: true,
  });

export interface Trigger {
  dag_run_id?: string;
  logical_date: string | null;
  conf: Record<string, unknown>;
  note?: string;
}

export const triggerRun = (dagId: string, trigger: Trigger) =>
  send<Run>("POST", path`/api/v2/dags/${dagId}/dagRuns`, trigger);
