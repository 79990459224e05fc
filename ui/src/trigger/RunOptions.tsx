import type { Trigger } from "../api/runs";
import { fromInput, type Zone } from "../design/time";
import { useZone } from "../design/useZone";

interface Options {
  runId: string;
  logicalDate: string;
  note: string;
}

export const noOptions: Options = { runId: "", logicalDate: "", note: "" };

export function triggerOf(options: Options, conf: Record<string, unknown>, zone: Zone): Trigger {
  return {
    // The field is required, and null says: a run that stands for no date.
    logical_date: fromInput(options.logicalDate, zone),
    conf,
    ...(options.runId.trim() !== "" && { dag_run_id: options.runId.trim() }),
    ...(options.note.trim() !== "" && { note: options.note.trim() }),
  };
}

export function RunOptions({
  options,
  onChange,
}: {
  options: Options;
  onChange: (options: Options) => void;
}) {
  const [zone] = useZone();
  return (
    <details className="run-options">
      <summary>Run id, logical date, note</summary>
      <div className="param">
        <label htmlFor="run-id">Run id</label>
        <input
          id="run-id"
          className="input"
          placeholder="Made by the server"
          value={options.runId}
          onChange={(event) => {
            onChange({ ...options, runId: event.target.value });
          }}
        />
      </div>
      <div className="param">
        <label htmlFor="logical-date">Logical date ({zone === "utc" ? "UTC" : "local time"})</label>
        <input
          id="logical-date"
          className="input"
          type="datetime-local"
          step={1}
          value={options.logicalDate}
          onChange={(event) => {
            onChange({ ...options, logicalDate: event.target.value });
          }}
        />
      </div>
      <div className="param">
        <label htmlFor="note">Note</label>
        <input
          id="note"
          className="input"
          value={options.note}
          onChange={(event) => {
            onChange({ ...options, note: event.target.value });
          }}
        />
      </div>
    </details>
  );
}
