import { expect, it } from "vitest";
import { barHeights } from "./barHeights";

it("is in proportion to the longest run", () => {
  expect(barHeights([0, 50, 100])).toEqual([6, 18, 30]);
});

it("stands when nothing has taken any time", () => {
  expect(barHeights([0, 0])).toEqual([6, 6]);
  expect(barHeights([])).toEqual([]);
});
