import type { Dag } from "../api/dags";
import { Time } from "../design/Time";

export function NextRun({ dag }: { dag: Dag }) {
  if (dag.is_paused) return <>Paused</>;
  if (dag.next_dagrun_run_after === null) return null;
  return (
    <>
      Next <Time moment={dag.next_dagrun_run_after} as="relative" />
    </>
  );
}
