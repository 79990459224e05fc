import ELK, { type ElkExtendedEdge, type ElkNode } from "elkjs/lib/elk-api";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";
import type { Box, Line, Shape } from "./shape";

export interface Point {
  x: number;
  y: number;
}

export interface Route {
  points: Point[];
  /** The middle of its label, if it has one. */
  label: Point | null;
}

export interface Placed {
  box: Box;
  /** Relative to the parent. */
  position: Point;
  width: number;
  height: number;
  parent: string | null;
}

export interface Layout {
  nodes: Placed[];
  /** The bends of each line, by its id, from the graph's corner. */
  routes: ReadonlyMap<string, Route>;
}

// The layout runs in a worker: some hundred tasks take longer than a frame.
const elk = new ELK({ workerUrl });

const options = {
  "elk.algorithm": "layered",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.spacing.nodeNode": "18",
  "elk.spacing.edgeNode": "14",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "16",
  "elk.json.edgeCoords": "ROOT",
};

const inline = { "elk.edgeLabels.inline": "true" };

const padding = { "elk.padding": "[top=40,left=14,bottom=14,right=14]" };

/** Text cannot be measured before it is drawn; this is near enough at the size used. */
const textWidth = (text: string) => text.length * 7.3;

function sizeOf({ node, isGroup }: Box): { width: number; height: number } {
  if (node.type === "join") return { width: 10, height: 10 };
  const longest = Math.max(textWidth(node.label), textWidth(node.operator ?? "") * 0.88);
  return {
    width: Math.round(Math.min(280, Math.max(isGroup ? 180 : 130, longest + (isGroup ? 84 : 56)))),
    height: 46,
  };
}

const elkNode = (box: Box): ElkNode =>
  box.children.length > 0
    ? { id: box.node.id, children: box.children.map(elkNode), layoutOptions: padding }
    : { id: box.node.id, ...sizeOf(box) };

function routeOf(edge: ElkExtendedEdge): Route {
  const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints, endPoint }) => [
    startPoint,
    ...(bendPoints ?? []),
    endPoint,
  ]);
  const label = edge.labels?.[0];
  if (label === undefined) return { points, label: null };
  const { x = 0, y = 0, width = 0, height = 0 } = label;
  return { points, label: { x: x + width / 2, y: y + height / 2 } };
}

function elkEdge({ id, from, to, label }: Line): ElkExtendedEdge {
  const labels =
    label === null
      ? []
      : [{ text: label, width: textWidth(label) * 0.9 + 12, height: 18, layoutOptions: inline }];
  return { id, sources: [from], targets: [to], labels };
}

/** Which way the graph grows. */
export type Direction = "RIGHT" | "DOWN";

export async function layOut(shape: Shape, direction: Direction): Promise<Layout> {
  const laid = await elk.layout({
    id: "graph",
    layoutOptions: { ...options, "elk.direction": direction },
    children: shape.boxes.map(elkNode),
    edges: shape.lines.map(elkEdge),
  });
  const boxes = new Map<string, Box>();
  const remember = (box: Box) => {
    boxes.set(box.node.id, box);
    box.children.forEach(remember);
  };
  shape.boxes.forEach(remember);

  const nodes: Placed[] = [];
  const place = (parent: ElkNode, parentId: string | null) => {
    for (const child of parent.children ?? []) {
      const box = boxes.get(child.id);
      if (box === undefined) continue;
      const { x = 0, y = 0, width = 0, height = 0 } = child;
      // Parents come before their children: the drawing library asks for that order.
      nodes.push({ box, position: { x, y }, width, height, parent: parentId });
      place(child, child.id);
    }
  };
  place(laid, null);
  return { nodes, routes: new Map(laid.edges.map((edge) => [edge.id, routeOf(edge)])) };
}
