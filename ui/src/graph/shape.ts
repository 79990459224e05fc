import type { Structure, StructureNode } from "../api/structure";

/** A box of the graph: a task, a join, a closed group (no children), or an open group (children). */
export interface Box {
  node: StructureNode;
  isGroup: boolean;
  children: Box[];
}

export interface Line {
  id: string;
  from: string;
  to: string;
  label: string | null;
  isSetupTeardown: boolean;
}

export interface Shape {
  boxes: Box[];
  lines: Line[];
}

/**
 * The graph as it is to be drawn when some groups are closed: an edge to something inside a closed
 * group leads to the group, edges that then coincide are one, and edges within it vanish.
 */
export function shapeOf(structure: Structure, closed: ReadonlySet<string>): Shape {
  const drawnAs = new Map<string, string>();

  const hide = (node: StructureNode, group: string) => {
    drawnAs.set(node.id, group);
    for (const child of node.children ?? []) hide(child, group);
  };
  const boxOf = (node: StructureNode): Box => {
    drawnAs.set(node.id, node.id);
    const children = node.children ?? [];
    const isGroup = children.length > 0;
    if (!isGroup || !closed.has(node.id)) return { node, isGroup, children: children.map(boxOf) };
    for (const child of children) hide(child, node.id);
    return { node, isGroup, children: [] };
  };

  const boxes = structure.nodes.map(boxOf);
  const lines = new Map<string, Line>();
  for (const edge of structure.edges) {
    const from = drawnAs.get(edge.source_id);
    const to = drawnAs.get(edge.target_id);
    if (from === undefined || to === undefined || from === to) continue;
    const id = `${from}→${to}`;
    lines.set(id, {
      id,
      from,
      to,
      label: edge.label ?? null,
      isSetupTeardown: edge.is_setup_teardown === true,
    });
  }
  return { boxes, lines: [...lines.values()] };
}

/** Large graphs start with their groups closed: an overview first. */
export function initiallyClosed(structure: Structure): Set<string> {
  const count = (nodes: StructureNode[]): number =>
    nodes.reduce((sum, node) => sum + 1 + count(node.children ?? []), 0);
  if (count(structure.nodes) <= 120) return new Set();
  return new Set(structure.nodes.filter((node) => (node.children ?? []).length > 0).map((node) => node.id));
}
