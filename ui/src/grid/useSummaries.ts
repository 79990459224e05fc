import { useQuery, useQueryClient } from "@tanstack/react-query";
import { readSummaries, type TaskSummary } from "../api/grid";
import { pace, polled } from "../api/pace";
import { isUnderWay, type RunState } from "../api/runs";

export interface SummarisedRun {
  run_id: string;
  state: RunState | null;
  end_date: string | null;
}

export type TaskStates = ReadonlyMap<string, TaskSummary>;

interface Known {
  stamp: string;
  tasks: TaskStates;
}

const stampOf = (run: SummarisedRun) => `${run.run_id} ${run.state ?? "none"} ${run.end_date ?? ""}`;

/**
 * The task states of the runs, by run id. Asks only for what can have changed: runs under way, and
 * runs whose own state did change; a finished run is read once. With 25 runs of 500 tasks that
 * is the difference between megabytes and nothing every few seconds.
 */
export function useSummaries(dagId: string, runs: SummarisedRun[]) {
  const client = useQueryClient();
  const queryKey = ["summaries", dagId, runs.map(stampOf)];
  return useQuery({
    queryKey,
    enabled: runs.length > 0,
    queryFn: async ({ signal }) => {
      const cacheKey = ["summaries-known", dagId];
      const known = client.getQueryData<Map<string, Known>>(cacheKey) ?? new Map<string, Known>();
      const asked = runs.filter((run) => isUnderWay(run) || known.get(run.run_id)?.stamp !== stampOf(run));
      const next = new Map(known);
      if (asked.length > 0) {
        const read = await readSummaries(
          dagId,
          asked.map((run) => run.run_id),
          signal,
        );
        const byId = new Map(read.map((summary) => [summary.run_id, summary.task_instances]));
        for (const run of asked) {
          const tasks = new Map((byId.get(run.run_id) ?? []).map((task) => [task.task_id, task]));
          next.set(run.run_id, { stamp: stampOf(run), tasks });
        }
        client.setQueryData(cacheKey, next);
      }
      return new Map(
        runs.map((run) => [run.run_id, next.get(run.run_id)?.tasks ?? new Map<string, TaskSummary>()]),
      );
    },
    refetchInterval: () => (runs.some(isUnderWay) ? pace.active() : false),
    // Maps cannot be compared structurally, and need not be.
    structuralSharing: false,
    ...polled,
  });
}
