import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { GridNode, GridRun } from "../api/grid";
import { runLink, taskLink } from "../app/links";
import { GridHeader } from "./GridHeader";
import { GridLine } from "./GridLine";
import { cellId, move, type Place } from "./place";
import { type GridRow, rowsOf } from "./rows";
import type { TaskStates } from "./useSummaries";
import "./grid.css";

interface Props {
  dagId: string;
  nodes: GridNode[];
  /** Oldest first. */
  runs: GridRun[];
  states: ReadonlyMap<string, TaskStates> | undefined;
  closed: ReadonlySet<string>;
  onToggle: (groupId: string) => void;
}

const rowHeight = 28;

/**
 * Tasks by runs. Only the rows in sight exist in the page, and the whole grid is one tab stop that the
 * arrow keys move in: thousands of cells would otherwise be thousands of stops.
 */
export function Grid({ dagId, nodes, runs, states, closed, onToggle }: Props) {
  const navigate = useNavigate();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const rows = useMemo(() => rowsOf(nodes, closed), [nodes, closed]);
  // eslint-disable-next-line react-hooks/incompatible-library -- the virtualizer is used in this component only
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });

  // Where not all runs fit, the newest are the ones in sight.
  useLayoutEffect(() => {
    box.current?.scrollTo({ left: box.current.scrollWidth });
  }, [runs.length]);

  // Stays the same while scrolling, so that the lines already in sight need not be made again.
  const open = useCallback(
    (row: GridRow, run: GridRun | undefined) => {
      if (run === undefined) {
        if (row.isGroup) onToggle(row.node.id);
      } else {
        void navigate(row.isGroup ? runLink(dagId, run.run_id) : taskLink(dagId, run.run_id, row.node.id));
      }
    },
    [dagId, navigate, onToggle],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== box.current) return;
    const row = place === null ? undefined : rows[place.row];
    if ((event.key === "Enter" || event.key === " ") && place !== null && row !== undefined) {
      event.preventDefault();
      open(row, place.column < 0 ? undefined : runs[place.column]);
      return;
    }
    const next = move(place, event.key, rows.length, runs.length);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
    virtual.scrollToIndex(next.row);
  };

  return (
    <div
      ref={box}
      className="panel grid"
      role="grid"
      aria-label="Task states by run. Move with the arrow keys, open with Enter."
      aria-rowcount={rows.length + 1}
      aria-colcount={runs.length + 1}
      aria-activedescendant={place === null ? undefined : cellId(place)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => {
        setPlace(null);
      }}
      style={{ "--columns": runs.length }}
    >
      <GridHeader dagId={dagId} runs={runs} />
      <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <GridLine
                key={row.node.id}
                dagId={dagId}
                row={row}
                index={item.index}
                top={item.start}
                runs={runs}
                states={states}
                open={!closed.has(row.node.id)}
                active={place?.row === item.index ? place.column : null}
                onOpen={open}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
