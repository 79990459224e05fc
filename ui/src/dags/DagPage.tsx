import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "react-router";
import { dagQuery } from "../api/dags";
import { latestRunQuery } from "../api/runs";
import { dagLink } from "../app/links";
import { Answer } from "../design/Answer";
import { Crumbs } from "../design/Crumbs";
import { Tabs } from "../design/Tabs";
import { useTitle } from "../design/useTitle";
import { ReasonNotice } from "../runs/ReasonNotice";
import { DagHeader } from "./DagHeader";

export function DagPage() {
  const { dagId = "" } = useParams();
  useTitle(dagId);
  const query = useQuery(dagQuery(dagId));
  const latest = useQuery(latestRunQuery(dagId)).data?.dag_runs[0];
  const link = dagLink(dagId);
  return (
    <div className="stack">
      <Crumbs crumbs={[{ to: "/", label: "DAGs" }]} />
      <Answer query={query} what="the DAG">
        {(dag) => (
          <>
            <DagHeader dag={dag} latest={latest} />
            {latest && <ReasonNotice run={latest} linked />}
            <Tabs
              label="Views of the DAG"
              tabs={[
                { to: link, label: "Grid" },
                { to: `${link}/graph`, label: "Graph" },
                { to: `${link}/runs`, label: "Runs" },
                { to: `${link}/code`, label: "Code" },
                { to: `${link}/details`, label: "Details" },
              ]}
            />
            <Outlet />
          </>
        )}
      </Answer>
    </div>
  );
}
