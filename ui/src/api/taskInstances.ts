import { queryOptions } from "@tanstack/react-query";
import { get, path, type Query, withQuery } from "./http";
import { pace, polled } from "./pace";

export type TaskState =
  | "removed"
  | "scheduled"
  | "queued"
  | "running"
  | "success"
  | "restarting"
  | "failed"
  | "up_for_retry"
  | "up_for_reschedule"
  | "upstream_failed"
  | "skipped"
  | "deferred"
  | "awaiting_input";

/** One try of a task instance; the newest try is the task instance itself. */
export interface Try {
  task_id: string;
  dag_id: string;
  dag_run_id: string;
  map_index: number;
  start_date: string | null;
  end_date: string | null;
  duration: number | null;
  state: TaskState | null;
  try_number: number;
  max_tries: number;
  task_display_name: string;
  hostname: string | null;
  pool: string;
  pool_slots: number;
  queue: string | null;
  priority_weight: number | null;
  operator: string | null;
  operator_name: string | null;
  queued_when: string | null;
  scheduled_when: string | null;
  executor: string | null;
}

export interface TaskInstance extends Try {
  id: string;
  logical_date: string | null;
  run_after: string;
  note: string | null;
  rendered_map_index: string | null;
  rendered_fields?: Record<string, unknown>;
}

interface TaskInstances {
  task_instances: TaskInstance[];
  total_entries: number;
}

interface Tries {
  task_instances: Try[];
  total_entries: number;
}

/** What names a task instance. `mapIndex` is -1 for a task that is not mapped. */
export interface InstanceKey {
  dagId: string;
  runId: string;
  taskId: string;
  mapIndex: number;
}

const final = new Set<TaskState | null>(["success", "failed", "skipped", "upstream_failed", "removed"]);

export const isFinal = (state: TaskState | null) => final.has(state);

const anyOpen = (data: TaskInstances | undefined) =>
  data === undefined || data.task_instances.some((instance) => !isFinal(instance.state));

export const instanceUrl = ({ dagId, runId, taskId }: InstanceKey) =>
  path`/api/v2/dags/${dagId}/dagRuns/${runId}/taskInstances/${taskId}`;

export const instancesQuery = (dagId: string, runId: string, query: Query) =>
  queryOptions({
    queryKey: ["instances", dagId, runId, query],
    queryFn: ({ signal }) =>
      get<TaskInstances>(
        withQuery(path`/api/v2/dags/${dagId}/dagRuns/${runId}/taskInstances`, query),
        signal,
      ),
    refetchInterval: ({ state }) => (anyOpen(state.data) ? pace.active() : pace.idle()),
    ...polled,
  });

export const instanceQuery = (key: InstanceKey) =>
  queryOptions({
    queryKey: ["instance", key],
    queryFn: ({ signal }) =>
      get<TaskInstance>(key.mapIndex < 0 ? instanceUrl(key) : `${instanceUrl(key)}/${key.mapIndex}`, signal),
    refetchInterval: ({ state }) =>
      state.data && isFinal(state.data.state) ? pace.idle() : state.error ? false : pace.active(),
    refetchIntervalInBackground: true,
  });

export const mappedQuery = (key: InstanceKey, query: Query) =>
  queryOptions({
    queryKey: ["mapped", key, query],
    queryFn: ({ signal }) => get<TaskInstances>(withQuery(`${instanceUrl(key)}/listMapped`, query), signal),
    refetchInterval: ({ state }) => (anyOpen(state.data) ? pace.active() : pace.idle()),
    ...polled,
  });

export const triesQuery = (key: InstanceKey, newestTry: number) =>
  queryOptions({
    // The newest try is part of the key: a new try asks again.
    queryKey: ["tries", key, newestTry],
    queryFn: ({ signal }) =>
      get<Tries>(withQuery(`${instanceUrl(key)}/tries`, { map_index: key.mapIndex }), signal),
    ...polled,
  });
