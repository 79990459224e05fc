import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Dag, setPaused } from "../api/dags";
import { useRefusal } from "../signIn/useMe";

export function PauseSwitch({ dag }: { dag: Dag }) {
  const refusal = useRefusal("User");
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (paused: boolean) => setPaused(dag.dag_id, paused),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["dags"] }),
        client.invalidateQueries({ queryKey: ["dag", dag.dag_id] }),
      ]),
  });
  // Shows the wish until the server has answered.
  const paused = change.isPending ? change.variables : dag.is_paused;
  return (
    <span className="pause">
      <button
        type="button"
        className="switch"
        role="switch"
        aria-checked={!paused}
        aria-label={`${dag.dag_id} is ${paused ? "paused" : "active"}`}
        title={refusal ?? (paused ? "Paused: its schedule starts no runs" : "Active")}
        disabled={change.isPending || refusal !== null}
        onClick={() => {
          change.mutate(!paused);
        }}
      />
      {change.isError && (
        <span className="pause-error" role="alert">
          {change.error.message}
        </span>
      )}
    </span>
  );
}
