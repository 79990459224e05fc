import { Link } from "react-router";
import type { Run } from "../api/runs";
import { runLink } from "../app/links";
import { Elapsed } from "../design/Elapsed";
import { Time } from "../design/Time";
import { StateBadge } from "../states/StateBadge";
import "./runs.css";

export function RunsTable({ runs }: { runs: Run[] }) {
  return (
    <div className="panel table-scroll" tabIndex={0} role="region" aria-label="Runs">
      <table className="table">
        <thead>
          <tr>
            <th>State</th>
            <th>Run</th>
            <th>Type</th>
            <th>Run after</th>
            <th>Started</th>
            <th className="number">Duration</th>
            <th className="number">Version</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.dag_run_id}>
              <td>
                <StateBadge state={run.state} />
              </td>
              <td className="run-id">
                <Link to={runLink(run.dag_id, run.dag_run_id)}>{run.dag_run_id}</Link>
                {run.note && <div className="muted run-note">{run.note}</div>}
              </td>
              <td>{run.run_type}</td>
              <td>
                <Time moment={run.run_after} />
              </td>
              <td>
                <Time moment={run.start_date} />
              </td>
              <td className="number">
                <Elapsed start={run.start_date} end={run.end_date} />
              </td>
              <td className="number">{run.dag_versions.at(-1)?.version_number ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
