import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { gridRunsQuery, gridStructureQuery } from "../api/grid";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Failure } from "../design/Failure";
import { Segments } from "../design/Segments";
import { Grid } from "./Grid";
import { groupIds } from "./rows";
import { useSummaries } from "./useSummaries";

const counts = (["10", "25", "50"] as const).map((value) => ({ value, label: value }));

export function GridTab() {
  const { dagId = "" } = useParams();
  const [count, setCount] = useState<"10" | "25" | "50">("25");
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const structure = useQuery(gridStructureQuery(dagId, Number(count)));
  const runs = useQuery(gridRunsQuery(dagId, Number(count)));
  const summaries = useSummaries(dagId, runs.data ?? []);
  const groups = groupIds(structure.data ?? []);
  return (
    <div className="stack" style={{ gap: 10 }}>
      <div className="row">
        <span className="muted">Runs</span>
        <Segments label="How many runs" options={counts} value={count} onChange={setCount} />
        {groups.length > 0 && (
          <button
            type="button"
            className="button push"
            onClick={() => {
              setClosed(closed.size > 0 ? new Set() : new Set(groups));
            }}
          >
            {closed.size > 0 ? "Open all groups" : "Close all groups"}
          </button>
        )}
      </div>
      {summaries.error && <Failure error={summaries.error} what="load the task states" />}
      <Answer query={structure} what="the tasks">
        {(nodes) => (
          <Answer query={runs} what="the runs">
            {(shown) =>
              nodes.length === 0 ? (
                <Empty title="This DAG has no tasks" />
              ) : (
                <Grid
                  dagId={dagId}
                  nodes={nodes}
                  runs={[...shown].reverse()}
                  states={summaries.data}
                  closed={closed}
                  onToggle={(id) => {
                    const next = new Set(closed);
                    if (!next.delete(id)) next.add(id);
                    setClosed(next);
                  }}
                />
              )
            }
          </Answer>
        )}
      </Answer>
    </div>
  );
}
