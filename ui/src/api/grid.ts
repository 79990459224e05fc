import { queryOptions } from "@tanstack/react-query";
import { get, getLines, path, withQuery } from "./http";
import { pace, polled } from "./pace";
import { isUnderWay, type RunState } from "./runs";
import type { TaskState } from "./taskInstances";

/** A task, or a task group with its children. */
export interface GridNode {
  id: string;
  label: string;
  children?: GridNode[] | null;
  is_mapped: boolean | null;
  setup_teardown_type?: "setup" | "teardown" | null;
}

export interface GridRun {
  dag_id: string;
  run_id: string;
  queued_at: string | null;
  start_date: string | null;
  end_date: string | null;
  run_after: string;
  state: RunState | null;
  run_type: string;
  has_note: boolean;
  duration: number;
}

/** The state of a task in a run; of a mapped task or a group, all its instances taken together. */
export interface TaskSummary {
  task_id: string;
  task_display_name: string;
  state: TaskState | null;
  child_states: Record<string, number> | null;
  min_start_date: string | null;
  max_end_date: string | null;
}

export interface RunSummary {
  run_id: string;
  dag_id: string;
  task_instances: TaskSummary[];
}

export const gridStructureQuery = (dagId: string, limit: number) =>
  queryOptions({
    queryKey: ["grid-structure", dagId, limit],
    queryFn: ({ signal }) =>
      get<GridNode[]>(
        withQuery(path`/ui/grid/structure/${dagId}`, { limit, order_by: "-run_after" }),
        signal,
      ),
    refetchInterval: () => pace.idle() * 2,
    ...polled,
  });

export const gridRunsQuery = (dagId: string, limit: number) =>
  queryOptions({
    queryKey: ["grid-runs", dagId, limit],
    queryFn: ({ signal }) =>
      get<GridRun[]>(withQuery(path`/ui/grid/runs/${dagId}`, { limit, order_by: "-run_after" }), signal),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? pace.active() : pace.idle()),
    ...polled,
  });

/** One line a run; a run without task instances has no line. */
export const readSummaries = (dagId: string, runIds: string[], signal?: AbortSignal) =>
  getLines<RunSummary>(withQuery(path`/ui/grid/ti_summaries/${dagId}`, { run_ids: runIds }), signal);
