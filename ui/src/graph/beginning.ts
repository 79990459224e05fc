import type { Direction } from "./layout";

interface Size {
  width: number;
  height: number;
}

const margin = 16;
const zoomMax = 1;
/** Below this the names of tasks cannot be read. */
const readable = 0.6;
/** A graph that is a little too large is better seen whole than read. */
const whole = 0.45;

/**
 * What to show of a graph at first: all of it, in the middle; if that would be too small to read, its beginning,
 * at a size that can be read. The rest is a drag away.
 */
export function beginning(graph: Size & { x: number; y: number }, panel: Size, direction: Direction) {
  const fit = Math.min(
    zoomMax,
    (panel.width - 2 * margin) / graph.width,
    (panel.height - 2 * margin) / graph.height,
  );
  const zoom = fit >= whole ? fit : readable;
  const start = (room: number, from: number, length: number, isAlong: boolean) => {
    const isCut = length * zoom > room - 2 * margin;
    return isCut && isAlong ? margin - from * zoom : room / 2 - (from + length / 2) * zoom;
  };
  return {
    x: start(panel.width, graph.x, graph.width, direction === "RIGHT"),
    y: start(panel.height, graph.y, graph.height, direction === "DOWN"),
    zoom,
  };
}
