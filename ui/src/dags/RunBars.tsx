import { Link } from "react-router";
import type { LightRun } from "../api/dags";
import { runLink } from "../app/links";
import { duration, elapsed, short } from "../design/time";
import { useZone } from "../design/useZone";
import { stateColor } from "../states/state";
import { barHeights } from "./barHeights";

const secondsOf = (run: LightRun) => run.duration ?? elapsed(run.start_date, run.end_date) ?? 0;

/** The last runs, oldest first: colour and title for the state, height for how long it took. */
export function RunBars({ runs }: { runs: LightRun[] }) {
  const [zone] = useZone();
  if (runs.length === 0) return <div className="run-bars muted">No runs yet</div>;
  const ordered = [...runs].sort((a, b) => Date.parse(a.run_after) - Date.parse(b.run_after));
  const heights = barHeights(ordered.map(secondsOf));
  return (
    <div className="run-bars" role="group" aria-label="Last runs">
      {ordered.map((run, index) => {
        const text = `${run.state} · ${short(run.run_after, zone)} · ${duration(secondsOf(run))}`;
        return (
          <Link
            key={run.run_id}
            to={runLink(run.dag_id, run.run_id)}
            className={`run-bar ${run.state}`}
            title={`${text}\n${run.run_id}`}
            aria-label={text}
          >
            <span style={{ height: heights[index], background: stateColor(run.state) }} />
          </Link>
        );
      })}
    </div>
  );
}
