import { expect, it } from "vitest";
import type { Structure } from "../api/structure";
import { initiallyClosed, shapeOf } from "./shape";

const structure: Structure = {
  nodes: [
    { id: "a", label: "a", type: "task" },
    {
      id: "g",
      label: "g",
      type: "task",
      children: [
        { id: "g.b", label: "b", type: "task" },
        { id: "g.c", label: "c", type: "task" },
        { id: "g.upstream_join_id", label: "", type: "join" },
      ],
    },
    { id: "z", label: "z", type: "task" },
  ],
  edges: [
    { source_id: "a", target_id: "g.upstream_join_id" },
    { source_id: "g.upstream_join_id", target_id: "g.b" },
    { source_id: "g.b", target_id: "g.c" },
    { source_id: "g.b", target_id: "z" },
    { source_id: "g.c", target_id: "z" },
    { source_id: "gone", target_id: "z" },
  ],
};

const lines = (closed: string[]) => shapeOf(structure, new Set(closed)).lines.map((line) => line.id);

it("draws every edge whose ends exist", () => {
  expect(lines([])).toEqual(["a→g.upstream_join_id", "g.upstream_join_id→g.b", "g.b→g.c", "g.b→z", "g.c→z"]);
});

it("leads edges to a closed group, once", () => {
  expect(lines(["g"])).toEqual(["a→g", "g→z"]);
  expect(shapeOf(structure, new Set(["g"])).boxes[1]).toMatchObject({ isGroup: true, children: [] });
});

it("starts small graphs open", () => {
  expect(initiallyClosed(structure).size).toBe(0);
});
