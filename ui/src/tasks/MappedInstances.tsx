import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type InstanceKey, mappedQuery } from "../api/taskInstances";
import { Failure } from "../design/Failure";
import { Loading } from "../design/Loading";
import { Pager } from "../design/Pager";
import { InstancesTable } from "../runs/InstancesTable";

const limit = 100;

interface Props {
  instance: InstanceKey;
  /** Why the task has no single instance: the truth if it has no mapped ones either. */
  otherwise: Error | null;
}

export function MappedInstances({ instance, otherwise }: Props) {
  const [offset, setOffset] = useState(0);
  const query = useQuery(mappedQuery(instance, { limit, offset }));
  if (query.isPending) return <Loading what="the mapped task instances" />;
  if (query.data === undefined || query.data.total_entries === 0) {
    return <Failure error={otherwise ?? query.error} what="load the task instance" />;
  }
  return (
    <>
      <div className="row">
        <h1>{instance.taskId} [ ]</h1>
        <span className="muted">
          {query.data.total_entries} mapped {query.data.total_entries === 1 ? "instance" : "instances"}
        </span>
      </div>
      <div>
        <InstancesTable instances={query.data.task_instances} />
        <Pager offset={offset} limit={limit} total={query.data.total_entries} onOffset={setOffset} />
      </div>
    </>
  );
}
