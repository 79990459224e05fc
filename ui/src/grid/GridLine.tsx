import { memo } from "react";
import type { GridRun } from "../api/grid";
import { Icon } from "../design/Icon";
import { GridCell } from "./GridCell";
import { cellId } from "./place";
import type { GridRow } from "./rows";
import type { TaskStates } from "./useSummaries";

interface Props {
  dagId: string;
  row: GridRow;
  index: number;
  top: number;
  runs: GridRun[];
  states: ReadonlyMap<string, TaskStates> | undefined;
  open: boolean;
  /** The column the keyboard is at, if it is in this row. */
  active: number | null;
  onOpen: (row: GridRow, run: GridRun | undefined) => void;
}

/** Remembered: a screen has some thousand cells, and each step of a scroll changes a line or two. */
export const GridLine = memo(function GridLine({
  dagId,
  row,
  index,
  top,
  runs,
  states,
  open,
  active,
  onOpen,
}: Props) {
  const { node, depth, isGroup } = row;
  return (
    <div className="grid-row" role="row" aria-rowindex={index + 2} style={{ top }}>
      <div
        id={cellId({ row: index, column: -1 })}
        role="rowheader"
        aria-expanded={isGroup ? open : undefined}
        className={`grid-name${active === -1 ? " active" : ""}${isGroup ? " group" : ""}`}
        style={{ paddingLeft: 10 + depth * 16 }}
        title={node.id}
        onClick={() => {
          onOpen(row, undefined);
        }}
      >
        {isGroup && <Icon name={open ? "down" : "right"} />}
        <span>{node.label}</span>
        {node.is_mapped === true && <small className="muted">[ ]</small>}
      </div>
      {runs.map((run, column) => (
        <GridCell
          key={run.run_id}
          id={cellId({ row: index, column })}
          dagId={dagId}
          run={run}
          row={row}
          summary={states?.get(run.run_id)?.get(node.id)}
          known={states !== undefined}
          active={active === column}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
});
