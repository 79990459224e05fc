import { Link } from "react-router";
import type { DagWithRuns } from "../api/dags";
import { dagLink } from "../app/links";
import { TriggerButton } from "../trigger/TriggerButton";
import { NextRun } from "./NextRun";
import { PauseSwitch } from "./PauseSwitch";
import { RunBars } from "./RunBars";
import { Schedule } from "./Schedule";

export function DagRow({ dag, onTag }: { dag: DagWithRuns; onTag: (tag: string) => void }) {
  return (
    <li className="dag-row">
      <PauseSwitch dag={dag} />
      <div className="dag-name">
        <div className="row" style={{ gap: 6 }}>
          <Link to={dagLink(dag.dag_id)} className="dag-link">
            {dag.dag_display_name}
          </Link>
          {dag.tags.map(({ name }) => (
            <button
              key={name}
              type="button"
              className="chip"
              title={`Show only DAGs with tag ${name}`}
              onClick={() => {
                onTag(name);
              }}
            >
              {name}
            </button>
          ))}
        </div>
        {dag.description && <div className="dag-description muted">{dag.description}</div>}
        {dag.has_import_errors && (
          <Link to="/import-errors" className="dag-broken">
            The file has an import error
          </Link>
        )}
      </div>
      <div className="dag-schedule">
        <Schedule dag={dag} />
        <div className="muted">
          <NextRun dag={dag} />
        </div>
      </div>
      <RunBars runs={dag.latest_dag_runs} />
      <TriggerButton dagId={dag.dag_id} compact />
    </li>
  );
}
