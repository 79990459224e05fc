import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { useNavigate } from "react-router";
import type { DagDetails } from "../api/dags";
import { triggerRun } from "../api/runs";
import { runLink } from "../app/links";
import { Failure } from "../design/Failure";
import { Segments } from "../design/Segments";
import { useZone } from "../design/useZone";
import { ConfEditor } from "./ConfEditor";
import { ParamFields } from "./ParamFields";
import { noOptions, RunOptions, triggerOf } from "./RunOptions";
import { useConf } from "./useConf";

const modes = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
] as const;

export function TriggerForm({ dag, onClose }: { dag: DagDetails; onClose: () => void }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [zone] = useZone();
  const [options, setOptions] = useState(noOptions);
  const conf = useConf(dag.params, zone);
  const trigger = useMutation({
    mutationFn: (value: Record<string, unknown>) => triggerRun(dag.dag_id, triggerOf(options, value, zone)),
    onSuccess: (run) => {
      void client.invalidateQueries({ queryKey: ["runs", dag.dag_id] });
      void client.invalidateQueries({ queryKey: ["grid-runs", dag.dag_id] });
      onClose();
      void navigate(runLink(dag.dag_id, run.dag_run_id));
    },
  });

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = conf.submit();
    if (value !== null) {
      trigger.mutate(value);
      return;
    }
    // The faults are shown after this event; then the first can take the focus.
    const form = event.currentTarget;
    requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };

  return (
    <form className="stack trigger-form" noValidate onSubmit={submit}>
      {dag.is_paused && (
        <div className="notice warning">
          <div>This DAG is paused: the run waits until it is made active.</div>
        </div>
      )}
      {conf.fields.length > 0 && (
        <Segments label="How to give the conf" options={modes} value={conf.mode} onChange={conf.setMode} />
      )}
      {conf.mode === "form" ? (
        <ParamFields fields={conf.fields} drafts={conf.drafts} faults={conf.faults} onDraft={conf.setDraft} />
      ) : (
        <ConfEditor text={conf.text} problem={conf.problem} onText={conf.setText} />
      )}
      <RunOptions options={options} onChange={setOptions} />
      {trigger.error && <Failure error={trigger.error} what="trigger the run" />}
      <footer className="row">
        <button type="button" className="button push" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button primary" disabled={trigger.isPending}>
          {trigger.isPending ? "Triggering…" : "Trigger"}
        </button>
      </footer>
    </form>
  );
}
