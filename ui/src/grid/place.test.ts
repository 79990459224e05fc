import { expect, it } from "vitest";
import { move } from "./place";

it("enters at the newest run and stays within the grid", () => {
  expect(move(null, "ArrowDown", 3, 5)).toEqual({ row: 0, column: 4 });
  expect(move({ row: 2, column: 4 }, "ArrowDown", 3, 5)).toEqual({ row: 2, column: 4 });
  expect(move({ row: 2, column: 0 }, "ArrowLeft", 3, 5)).toEqual({ row: 2, column: -1 });
  expect(move({ row: 1, column: 4 }, "Home", 3, 5)).toEqual({ row: 1, column: -1 });
  expect(move({ row: 1, column: 1 }, "End", 3, 5)).toEqual({ row: 1, column: 4 });
});

it("leaves other keys alone", () => {
  expect(move({ row: 0, column: 0 }, "Tab", 3, 5)).toBeNull();
  expect(move(null, "ArrowDown", 0, 5)).toBeNull();
});
