import { describe, expect, it } from "vitest";
import type { GridNode } from "../api/grid";
import { groupIds, rowsOf } from "./rows";

const task = (id: string): GridNode => ({ id, label: id, is_mapped: null });
const group = (id: string, ...children: GridNode[]): GridNode => ({
  id,
  label: id,
  children,
  is_mapped: null,
});
const tree = [task("a"), group("g", task("g.b"), group("g.h", task("g.h.c"))), task("z")];

describe("rowsOf", () => {
  const ids = (closed: string[]) => rowsOf(tree, new Set(closed)).map((row) => `${row.depth}${row.node.id}`);
  it("walks the tree in order", () => {
    expect(ids([])).toEqual(["0a", "0g", "1g.b", "1g.h", "2g.h.c", "0z"]);
  });
  it("shows a closed group and nothing in it", () => {
    expect(ids(["g.h"])).toEqual(["0a", "0g", "1g.b", "1g.h", "0z"]);
    expect(ids(["g", "g.h"])).toEqual(["0a", "0g", "0z"]);
  });
});

it("groupIds finds nested groups", () => {
  expect(groupIds(tree)).toEqual(["g", "g.h"]);
});
