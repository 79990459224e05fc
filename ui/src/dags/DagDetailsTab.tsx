import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { dagQuery } from "../api/dags";
import { Answer } from "../design/Answer";
import { Facts } from "../design/Facts";
import { Json } from "../design/Json";
import { Time } from "../design/Time";

export function DagDetailsTab() {
  const { dagId = "" } = useParams();
  const query = useQuery(dagQuery(dagId));
  return (
    <Answer query={query} what="the DAG">
      {(dag) => (
        <div className="stack">
          <section className="panel">
            <Facts
              facts={{
                "DAG id": dag.dag_id,
                File: <span className="mono">{dag.relative_fileloc ?? dag.fileloc}</span>,
                Schedule: dag.timetable_summary,
                "Schedule in words": dag.timetable_description,
                "Time zone": dag.timezone,
                "Start date": dag.start_date && <Time moment={dag.start_date} />,
                "End date": dag.end_date && <Time moment={dag.end_date} />,
                "Catch up": dag.catchup ? "Yes" : "No",
                "Next logical date": dag.next_dagrun_logical_date && (
                  <Time moment={dag.next_dagrun_logical_date} />
                ),
                "Active runs at most": dag.max_active_runs,
                "Active tasks at most": dag.max_active_tasks,
                "Run timeout": dag.dag_run_timeout,
                "Last parsed": dag.last_parsed_time && <Time moment={dag.last_parsed_time} />,
                Version:
                  dag.latest_dag_version &&
                  `${dag.latest_dag_version.version_number} (${dag.latest_dag_version.id})`,
              }}
            />
          </section>
          {dag.doc_md && (
            <section className="panel">
              <h2>Documentation</h2>
              <pre className="json" style={{ padding: 14 }}>
                {dag.doc_md}
              </pre>
            </section>
          )}
          <JsonPanel title="Params" value={dag.params} />
          <JsonPanel title="Default arguments" value={dag.default_args} />
        </div>
      )}
    </Answer>
  );
}

function JsonPanel({ title, value }: { title: string; value: Record<string, unknown> | null }) {
  if (value === null || Object.keys(value).length === 0) return null;
  return (
    <section className="panel">
      <h2>{title}</h2>
      <div style={{ padding: 14 }}>
        <Json value={value} />
      </div>
    </section>
  );
}
