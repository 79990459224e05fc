import { Link } from "react-router";
import type { DagDetails } from "../api/dags";
import type { Run } from "../api/runs";
import { runLink } from "../app/links";
import { Time } from "../design/Time";
import { StateBadge } from "../states/StateBadge";
import { TriggerButton } from "../trigger/TriggerButton";
import { NextRun } from "./NextRun";
import { PauseSwitch } from "./PauseSwitch";
import { Schedule } from "./Schedule";
import "./dagHeader.css";

export function DagHeader({ dag, latest }: { dag: DagDetails; latest: Run | undefined }) {
  return (
    <header className="stack dag-header">
      <div className="row">
        <PauseSwitch dag={dag} />
        <h1>{dag.dag_display_name}</h1>
        {dag.tags.map(({ name }) => (
          <Link key={name} className="chip" to={`/?tag=${encodeURIComponent(name)}`}>
            {name}
          </Link>
        ))}
        <span className="push">
          <TriggerButton dagId={dag.dag_id} />
        </span>
      </div>
      {dag.description && <p className="muted">{dag.description}</p>}
      <div className="row dag-summary">
        <Schedule dag={dag} />
        <NextRun dag={dag} />
        {latest && (
          <Link to={runLink(dag.dag_id, latest.dag_run_id)} className="row" style={{ gap: 6 }}>
            <span className="muted">Latest run</span>
            <StateBadge state={latest.state} />
            <Time moment={latest.run_after} as="relative" />
          </Link>
        )}
        {dag.owners.length > 0 && (
          <span>
            <span className="muted">Owner</span> {dag.owners.join(", ")}
          </span>
        )}
        {dag.latest_dag_version && (
          <span>
            <span className="muted">Version</span> {dag.latest_dag_version.version_number}
          </span>
        )}
        {dag.is_stale && <span className="chip">The file is gone</span>}
      </div>
      {dag.has_import_errors && (
        <div className="notice danger">
          <div>
            The newest file of this DAG could not be imported; this is the last good version.{" "}
            <Link to="/import-errors">Show the error</Link>
          </div>
        </div>
      )}
    </header>
  );
}
