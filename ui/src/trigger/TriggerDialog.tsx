import { useQuery } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";
import { dagQuery } from "../api/dags";
import { Answer } from "../design/Answer";
import { Icon } from "../design/Icon";
import { TriggerForm } from "./TriggerForm";
import "./trigger.css";

/** The browser's own modal dialog: it keeps the focus, closes on Escape and gives the focus back. */
export function TriggerDialog({ dagId, onClose }: { dagId: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const query = useQuery(dagQuery(dagId));
  // Closed before it leaves the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
    };
  }, []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="trigger-title" onCancel={onClose}>
      <header className="row">
        <h2 id="trigger-title">Trigger {dagId}</h2>
        <button type="button" className="button quiet icon push" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Answer query={query} what="the DAG">
        {(dag) => <TriggerForm dag={dag} onClose={onClose} />}
      </Answer>
    </dialog>
  );
}
