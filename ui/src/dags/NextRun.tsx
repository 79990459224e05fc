import type { Dag } from "../api/dags";
import { Time } from "../design/Time";

export function NextRun({ dag }: { dag: Dag }) {
  if (dag.is_paused) return <span>Paused</span>;
  if (!dag.next_dagrun_run_after) return null;
  return (
    <span>
      Next <Time moment={dag.next_dagrun_run_after} as="relative" />
    </span>
  );
}
