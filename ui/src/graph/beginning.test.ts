import { describe, expect, it } from "vitest";
import { beginning } from "./beginning";

const phone = { width: 360, height: 500 };

describe("beginning", () => {
  it("shows a graph that fits whole, in the middle and no larger than it is", () => {
    expect(beginning({ x: 0, y: 0, width: 100, height: 100 }, phone, "DOWN")).toEqual({
      x: 130,
      y: 200,
      zoom: 1,
    });
  });
  it("shrinks one that is a little too large", () => {
    const { zoom, x } = beginning({ x: 0, y: 0, width: 656, height: 100 }, phone, "DOWN");
    expect(zoom).toBe(0.5);
    expect(x).toBe(16);
  });
  it("begins a long one at its first task, at a size that can be read", () => {
    expect(beginning({ x: 10, y: 0, width: 4000, height: 100 }, phone, "RIGHT")).toMatchObject({
      x: 10,
      zoom: 0.6,
    });
    expect(beginning({ x: 0, y: 0, width: 100, height: 4000 }, phone, "DOWN")).toMatchObject({
      y: 16,
      zoom: 0.6,
    });
  });
});
