import { expect, it } from "vitest";
import { roundedPath } from "./roundedPath";

it("rounds corners, and less where there is no room", () => {
  expect(
    roundedPath(
      [
        { x: 0, y: 0 },
        { x: 20, y: 0 },
        { x: 20, y: 4 },
      ],
      6,
    ),
  ).toBe("M0,0L14,0Q20,0 20,2L20,4");
  expect(
    roundedPath(
      [
        { x: 0, y: 0 },
        { x: 9, y: 0 },
      ],
      6,
    ),
  ).toBe("M0,0L9,0");
});
