import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams, useSearchParams } from "react-router";
import { runQuery } from "../api/runs";
import { dagLink } from "../app/links";
import { Answer } from "../design/Answer";
import { Crumbs } from "../design/Crumbs";
import { Loading } from "../design/Loading";
import { Segments } from "../design/Segments";
import { useTitle } from "../design/useTitle";
import { StateBadge } from "../states/StateBadge";
import { InstancesPanel } from "./InstancesPanel";
import { ReasonNotice } from "./ReasonNotice";
import { RunFacts } from "./RunFacts";

const Graph = lazy(() => import("../graph/Graph"));

const views = [
  { value: "tasks", label: "Tasks" },
  { value: "graph", label: "Graph" },
] as const;

export function RunPage() {
  const { dagId = "", runId = "" } = useParams();
  useTitle(`${runId} · ${dagId}`);
  const [params, setParams] = useSearchParams();
  const view = params.get("view") === "graph" ? "graph" : "tasks";
  const query = useQuery(runQuery(dagId, runId));
  return (
    <div className="stack">
      <Crumbs
        crumbs={[
          { to: "/", label: "DAGs" },
          { to: dagLink(dagId), label: dagId },
        ]}
      />
      <Answer query={query} what="the run">
        {(run) => (
          <>
            <div className="row">
              <h1>{run.dag_run_id}</h1>
              <StateBadge state={run.state} />
            </div>
            <ReasonNotice run={run} />
            <RunFacts run={run} />
            <Segments
              label="View of the tasks"
              options={views}
              value={view}
              onChange={(value) => {
                setParams(value === "graph" ? { view: "graph" } : {}, { replace: true });
              }}
            />
            {view === "graph" ? (
              <Suspense fallback={<Loading what="the graph" />}>
                <Graph dagId={dagId} run={run} version={run.dag_versions.at(-1)?.version_number ?? null} />
              </Suspense>
            ) : (
              <InstancesPanel run={run} />
            )}
          </>
        )}
      </Answer>
    </div>
  );
}
