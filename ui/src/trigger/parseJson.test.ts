import { expect, it } from "vitest";
import { parseConf } from "./parseJson";

it("places an error in its line", () => {
  expect(parseConf('{\n  "a": 1\n  "b": 2\n}').problem).toMatchObject({
    message: "Comma expected",
    line: 3,
    column: 3,
    length: 3,
  });
});

it("asks for an object, and takes nothing as the empty one", () => {
  expect(parseConf("[1]").problem?.message).toContain("must be an object");
  expect(parseConf("  ")).toEqual({ conf: {}, problem: null });
  expect(parseConf('{"a": [1]}').conf).toEqual({ a: [1] });
});

it("refuses comments and trailing commas: the server would", () => {
  expect(parseConf('{"a": 1,}').problem).not.toBeNull();
  expect(parseConf("{} // no").problem).not.toBeNull();
});
