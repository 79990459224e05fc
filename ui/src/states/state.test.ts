import { expect, it } from "vitest";
import { countsText, stateColor } from "./state";

it("counts in a fixed order and leaves out nothing but zeroes", () => {
  expect(countsText({ none: 2, failed: 1, success: 3, queued: 0 })).toBe("1 failed, 3 success, 2 none");
});

it("names the colour of a state", () => {
  expect(stateColor("up_for_retry")).toBe("var(--state-up-for-retry)");
});
