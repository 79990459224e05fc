import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { type RunState, runsQuery } from "../api/runs";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Pager } from "../design/Pager";
import { Segments } from "../design/Segments";
import { RunsTable } from "./RunsTable";

const limit = 50;
type Choice = RunState | "all";
const choices: readonly Choice[] = ["all", "running", "queued", "success", "failed"];

export function RunsTab() {
  const { dagId = "" } = useParams();
  const [params, setParams] = useSearchParams();
  const state = choices.find((choice) => choice === params.get("state")) ?? "all";
  const offset = Math.max(0, Number(params.get("offset") ?? 0) || 0);
  const query = useQuery(
    runsQuery(dagId, { limit, offset, order_by: "-run_after", state: state === "all" ? null : [state] }),
  );
  return (
    <div className="stack">
      <Segments
        label="State of the runs"
        options={choices.map((value) => ({ value, label: value }))}
        value={state}
        onChange={(value) => {
          setParams(value === "all" ? {} : { state: value });
        }}
      />
      <Answer query={query} what="the runs">
        {({ dag_runs, total_entries }) =>
          dag_runs.length === 0 ? (
            <Empty title={state === "all" ? "No runs yet" : `No run is ${state}`} />
          ) : (
            <div>
              <RunsTable runs={dag_runs} />
              <Pager
                offset={offset}
                limit={limit}
                total={total_entries}
                onOffset={(next) => {
                  setParams({ ...(state !== "all" && { state }), offset: String(next) });
                }}
              />
            </div>
          )
        }
      </Answer>
    </div>
  );
}
