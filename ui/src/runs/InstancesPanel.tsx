import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isUnderWay, type Run } from "../api/runs";
import { instancesQuery } from "../api/taskInstances";
import { Answer } from "../design/Answer";
import { Empty } from "../design/Empty";
import { Pager } from "../design/Pager";
import { type State, taskStates } from "../states/state";
import { InstancesTable } from "./InstancesTable";

const limit = 100;

export function InstancesPanel({ run }: { run: Run }) {
  const [state, setState] = useState<State | "all">("all");
  const [offset, setOffset] = useState(0);
  const query = useQuery(
    instancesQuery(run.dag_id, run.dag_run_id, { limit, offset, state: state === "all" ? null : [state] }),
  );
  return (
    <Answer query={query} what="the task instances">
      {({ task_instances, total_entries }) => (
        <div>
          <div className="row" style={{ paddingBottom: 10 }}>
            <label className="row">
              State
              <select
                className="input"
                value={state}
                onChange={(event) => {
                  setState(event.target.value as State | "all");
                  setOffset(0);
                }}
              >
                {["all", ...taskStates].map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            </label>
            <span className="muted push">
              {total_entries} {total_entries === 1 ? "task instance" : "task instances"}
            </span>
          </div>
          {task_instances.length === 0 ? (
            <Empty title={state === "all" ? "No task instances yet" : `No task instance is ${state}`}>
              {state === "all" && isUnderWay(run) && "They appear when the scheduler reaches them."}
            </Empty>
          ) : (
            <InstancesTable instances={task_instances} />
          )}
          <Pager offset={offset} limit={limit} total={total_entries} onOffset={setOffset} />
        </div>
      )}
    </Answer>
  );
}
