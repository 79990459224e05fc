import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams, useSearchParams } from "react-router";
import { type Run, runsQuery } from "../api/runs";
import { Loading } from "../design/Loading";
import { short } from "../design/time";
import { type Zone } from "../design/time";
import { useZone } from "../design/useZone";

const Graph = lazy(() => import("../graph/Graph"));

const nameOf = (run: Run, zone: Zone) => `${run.state} · ${short(run.run_after, zone)} · ${run.dag_run_id}`;

/** The newest version of the DAG, coloured by a run; the graph of an older version is on the run's page. */
export function DagGraph() {
  const { dagId = "" } = useParams();
  const [zone] = useZone();
  const [params, setParams] = useSearchParams();
  const query = useQuery(runsQuery(dagId, { limit: 25, order_by: "-run_after" }));
  const runs = query.data?.dag_runs ?? [];
  const run = runs.find((one) => one.dag_run_id === params.get("run")) ?? runs[0];
  if (query.isPending) return <Loading what="the runs" />;
  return (
    <div className="stack" style={{ gap: 10 }}>
      {run && (
        <label className="row" style={{ flexWrap: "nowrap" }}>
          <span className="muted">Run</span>
          <select
            className="input"
            style={{ maxWidth: "min(560px, 100%)" }}
            value={run.dag_run_id}
            onChange={(event) => {
              setParams({ run: event.target.value }, { replace: true });
            }}
          >
            {runs.map((one) => (
              <option key={one.dag_run_id} value={one.dag_run_id}>
                {nameOf(one, zone)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Suspense fallback={<Loading what="the graph" />}>
        <Graph dagId={dagId} run={run} version={null} />
      </Suspense>
    </div>
  );
}
