import { useState } from "react";
import type { Param } from "../api/dags";
import type { Zone } from "../design/time";
import type { Draft } from "./draft";
import { fieldsOf } from "./field";
import { confOf, draftsOf } from "./form";
import { parseConf } from "./parseJson";

export type Mode = "form" | "json";

const print = (conf: Record<string, unknown>) => JSON.stringify(conf, null, 2);

/**
 * The conf being written: as fields or as JSON, each made from the other on a switch. What is in sight is
 * what counts. Faults of the form show once a trigger was tried; those of JSON at once, for they have a place.
 */
export function useConf(params: Record<string, Param> | null, zone: Zone) {
  // The params as they were when the dialog opened: a refresh of the DAG must not undo the typing.
  const [fields] = useState(() => fieldsOf(params));
  const [mode, setShown] = useState<Mode>(fields.length > 0 ? "form" : "json");
  const [{ drafts, extra }, setForm] = useState(() => draftsOf(fields, {}));
  const [text, setText] = useState(() => print(confOf(fields, drafts, extra, zone).conf));
  const [tried, setTried] = useState(false);
  const form = confOf(fields, drafts, extra, zone);
  const json = parseConf(text);

  return {
    fields,
    mode,
    drafts,
    faults: tried ? form.faults : {},
    text,
    problem: json.problem,
    setText,
    setDraft: (name: string, draft: Draft) => {
      setForm({ drafts: { ...drafts, [name]: draft }, extra });
    },
    setMode: (next: Mode) => {
      if (next === mode) return;
      if (next === "json") setText(print(form.conf));
      else if (json.conf === null) return;
      else setForm(draftsOf(fields, json.conf));
      setShown(next);
    },
    /** The conf, or null if something must be mended first. */
    submit: (): Record<string, unknown> | null => {
      setTried(true);
      if (mode === "json") return json.conf;
      return Object.keys(form.faults).length > 0 ? null : form.conf;
    },
  };
}
