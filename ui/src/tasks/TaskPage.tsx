import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { isNotFound } from "../api/http";
import { type InstanceKey, instanceQuery } from "../api/taskInstances";
import { dagLink, runLink, taskLink } from "../app/links";
import { Answer } from "../design/Answer";
import { Crumbs } from "../design/Crumbs";
import { useTitle } from "../design/useTitle";
import { Instance } from "./Instance";
import { MappedInstances } from "./MappedInstances";

export function TaskPage() {
  const { dagId = "", runId = "", taskId = "" } = useParams();
  const [params] = useSearchParams();
  const asked = params.get("map_index");
  const key: InstanceKey = { dagId, runId, taskId, mapIndex: asked === null ? -1 : Number(asked) };
  useTitle(`${taskId} · ${dagId}`);
  const query = useQuery(instanceQuery(key));
  // An expanded task has no instance of its own: what was found instead is the list of its instances.
  const isMapped = key.mapIndex < 0 && query.data === undefined && isNotFound(query.error);
  const crumbs = [
    { to: "/", label: "DAGs" },
    { to: dagLink(dagId), label: dagId },
    { to: runLink(dagId, runId), label: runId },
  ];
  if (key.mapIndex >= 0) crumbs.push({ to: taskLink(dagId, runId, taskId), label: taskId });
  return (
    <div className="stack">
      <Crumbs crumbs={crumbs} />
      {isMapped ? (
        <MappedInstances instance={key} otherwise={query.error} />
      ) : (
        <Answer query={query} what="the task instance">
          {(instance) => <Instance key={`${taskId} ${key.mapIndex}`} instanceKey={key} instance={instance} />}
        </Answer>
      )}
    </div>
  );
}
