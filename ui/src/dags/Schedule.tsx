import type { Dag } from "../api/dags";

export function Schedule({ dag }: { dag: Dag }) {
  const text = dag.timetable_summary;
  if (!text || text === "None") return <span className="muted">No schedule</span>;
  return <span title={dag.timetable_description ?? undefined}>{text}</span>;
}
