/** Where the keyboard is in the grid. Column -1 is the task's name. */
export interface Place {
  row: number;
  column: number;
}

export const cellId = ({ row, column }: Place) => `grid-${row}-${column}`;

const page = 10;

/** Where a key leads, or null if the key means nothing to the grid. */
export function move(from: Place | null, key: string, rows: number, columns: number): Place | null {
  const steps: Record<string, Place> = {
    ArrowUp: { row: -1, column: 0 },
    ArrowDown: { row: 1, column: 0 },
    ArrowLeft: { row: 0, column: -1 },
    ArrowRight: { row: 0, column: 1 },
    PageUp: { row: -page, column: 0 },
    PageDown: { row: page, column: 0 },
    Home: { row: 0, column: -columns },
    End: { row: 0, column: columns },
  };
  const step = steps[key];
  if (step === undefined || rows === 0) return null;
  // The first key enters at the newest run of the first task.
  if (from === null) return { row: 0, column: columns - 1 };
  const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
  return {
    row: within(from.row + step.row, 0, rows - 1),
    column: within(from.column + step.column, -1, columns - 1),
  };
}
