import { Link } from "react-router";
import type { GridRun } from "../api/grid";
import { runLink } from "../app/links";
import { barHeights } from "../dags/barHeights";
import { duration, short } from "../design/time";
import { useZone } from "../design/useZone";
import { stateColor, stateOf } from "../states/state";

/** A bar for each run: its state, and how long it took. */
export function GridHeader({ dagId, runs }: { dagId: string; runs: GridRun[] }) {
  const [zone] = useZone();
  const heights = barHeights(runs.map((run) => run.duration));
  return (
    <div className="grid-header" role="row">
      <div className="grid-name muted" role="columnheader">
        Task
      </div>
      {runs.map((run, index) => {
        const state = stateOf(run.state);
        const text = `${state} · ${run.run_type} · ${short(run.run_after, zone)} · ${duration(run.duration)}`;
        return (
          <div key={run.run_id} role="columnheader" className="grid-run">
            <Link
              to={runLink(dagId, run.run_id)}
              className={`run-bar ${state}`}
              title={`${text}\n${run.run_id}`}
              aria-label={text}
            >
              <span style={{ height: heights[index], background: stateColor(state) }} />
            </Link>
          </div>
        );
      })}
    </div>
  );
}
