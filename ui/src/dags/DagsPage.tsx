import { useQuery } from "@tanstack/react-query";
import { dagsQuery } from "../api/dags";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Pager } from "../design/Pager";
import { useTitle } from "../design/useTitle";
import { ImportErrorsNotice } from "../importErrors/ImportErrorsNotice";
import { DagFilters } from "./DagFilters";
import { DagRow } from "./DagRow";
import { ReadingNotice } from "./ReadingNotice";
import { useDagFilter } from "./useDagFilter";
import "./dags.css";

const limit = 50;

export function DagsPage() {
  useTitle("DAGs");
  const [filter, change] = useDagFilter();
  const query = useQuery(
    dagsQuery({
      dag_runs_limit: 14,
      limit,
      offset: filter.offset,
      order_by: "dag_id",
      dag_id_pattern: filter.search,
      paused: filter.paused === "all" ? null : filter.paused === "paused",
      tags: filter.tags,
      tags_match_mode: filter.tags.length > 1 ? "all" : null,
    }),
  );
  const narrowed = filter.search !== "" || filter.paused !== "all" || filter.tags.length > 0;

  return (
    <div className="stack">
      <h1 className="spoken">DAGs</h1>
      <ReadingNotice />
      <ImportErrorsNotice />
      <DagFilters filter={filter} change={change} total={query.data?.total_entries} />
      <Answer query={query} what="the DAGs">
        {({ dags, total_entries }) =>
          dags.length === 0 ? (
            <Empty title={narrowed ? "No DAG matches" : "No DAGs yet"}>
              {narrowed ? "Try another search, or fewer tags." : "Upload a DAG file, and it appears here."}
            </Empty>
          ) : (
            <div>
              <ul className="panel dag-list">
                {dags.map((dag) => (
                  <DagRow
                    key={dag.dag_id}
                    dag={dag}
                    onTag={(tag) => {
                      change({ tags: [...new Set([...filter.tags, tag])] });
                    }}
                  />
                ))}
              </ul>
              <Pager
                offset={filter.offset}
                limit={limit}
                total={total_entries}
                onOffset={(offset) => {
                  change({ offset });
                }}
              />
            </div>
          )
        }
      </Answer>
    </div>
  );
}
