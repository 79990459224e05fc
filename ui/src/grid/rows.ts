import type { GridNode } from "../api/grid";

export interface GridRow {
  node: GridNode;
  depth: number;
  isGroup: boolean;
}

/** The rows in sight: the tree in order, without what lies in closed groups. */
export function rowsOf(nodes: GridNode[], closed: ReadonlySet<string>, depth = 0): GridRow[] {
  return nodes.flatMap((node) => {
    const children = node.children ?? [];
    const row = { node, depth, isGroup: children.length > 0 };
    return closed.has(node.id) ? [row] : [row, ...rowsOf(children, closed, depth + 1)];
  });
}

export function groupIds(nodes: GridNode[]): string[] {
  return nodes.flatMap((node) =>
    node.children && node.children.length > 0 ? [node.id, ...groupIds(node.children)] : [],
  );
}
