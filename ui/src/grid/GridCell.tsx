import type { GridRun, TaskSummary } from "../api/grid";
import { runLink, taskLink } from "../app/links";
import { duration, elapsed } from "../design/time";
import { countsText, stateOf } from "../states/state";
import { StateIcon } from "../states/StateIcon";
import type { GridRow } from "./rows";

interface Props {
  id: string;
  dagId: string;
  run: GridRun;
  row: GridRow;
  summary: TaskSummary | undefined;
  /** False until the states have been read: a cell is then blank, not `none`. */
  known: boolean;
  active: boolean;
  onOpen: (row: GridRow, run: GridRun) => void;
}

function describe(row: GridRow, run: GridRun, summary: TaskSummary | undefined): string {
  const seconds = summary && elapsed(summary.min_start_date, summary.max_end_date);
  return [
    `${row.node.id}: ${stateOf(summary?.state)}`,
    summary?.child_states && countsText(summary.child_states),
    seconds !== undefined && seconds !== null && duration(seconds),
    run.run_id,
  ]
    .filter(Boolean)
    .join("\n");
}

/** A plain link with one handler: a router link a cell costs too much when a screen shows a thousand. */
export function GridCell({ id, dagId, run, row, summary, known, active, onOpen }: Props) {
  const text = describe(row, run, summary);
  return (
    <div id={id} role="gridcell" className={active ? "grid-cell active" : "grid-cell"}>
      <a
        href={row.isGroup ? runLink(dagId, run.run_id) : taskLink(dagId, run.run_id, row.node.id)}
        tabIndex={-1}
        title={text}
        aria-label={text}
        onClick={(event) => {
          // A new tab or window is the browser's business.
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          onOpen(row, run);
        }}
      >
        {known && <StateIcon state={stateOf(summary?.state)} size={18} />}
      </a>
    </div>
  );
}
