import { describe, expect, it } from "vitest";
import { draftOf, read } from "./draft";
import { fieldOf } from "./field";

const field = (schema: Record<string, unknown>, value: unknown = null) =>
  fieldOf("p", { value, schema, description: null });

describe("kinds", () => {
  it.each([
    [{ type: "string" }, null, "text"],
    [{ type: ["null", "integer"] }, null, "integer"],
    [{ type: "string", format: "date-time" }, null, "date-time"],
    [{ type: "string", format: "idn-email" }, null, "text"],
    [{ type: "array" }, [], "json"],
    [{ enum: [1, 2] }, 1, "choice"],
    [{}, 3, "number"],
    [{}, true, "boolean"],
    [{}, { a: 1 }, "json"],
    [{}, null, "text"],
  ])("%j with %j is %s", (schema, value, kind) => {
    expect(field(schema, value).kind).toBe(kind);
  });
});

describe("read", () => {
  it("keeps the type of what is asked", () => {
    expect(read(field({ type: "integer", minimum: 2 }), "7", "utc")).toEqual({ value: 7 });
    expect(read(field({ enum: [1, "b"] }, 1), "0", "utc")).toEqual({ value: 1 });
    expect(read(field({ type: "array" }), "[1]", "utc")).toEqual({ value: [1] });
    expect(read(field({ type: "string", format: "date-time" }), "2026-01-02T03:04", "utc")).toEqual({
      value: "2026-01-02T03:04:00.000Z",
    });
  });
  it("says what is wrong", () => {
    expect(read(field({ type: "integer", minimum: 2 }), "1", "utc")).toEqual({ error: "At least 2" });
    expect(read(field({ type: "integer" }), "1.5", "utc")).toEqual({ error: "Not a whole number" });
    expect(read(field({ type: "object" }), "[1]", "utc")).toEqual({ error: "Not an object: begin with {" });
    expect(read(field({ type: "array" }), "[1,]", "utc")).toEqual({
      error: "Line 1, column 4: Value expected",
    });
    expect(read(field({ type: "string", pattern: "^a" }), "b", "utc")).toEqual({
      error: "Does not match ^a",
    });
  });
  it("takes empty as null, as itself, or as missing", () => {
    expect(read(field({ type: ["string", "null"] }), "", "utc")).toEqual({ value: null });
    expect(read(field({ type: "string" }, "x"), "", "utc")).toEqual({ value: "" });
    expect(read(field({ type: "string" }), "", "utc")).toEqual({ error: "Required" });
    expect(read(field({ type: "integer" }, 3), "", "utc")).toEqual({ error: "Required" });
  });
});

it("draftOf comes back as the same value", () => {
  const cases: [Record<string, unknown>, unknown][] = [
    [{ type: "object" }, { a: [1] }],
    [{ enum: ["a", null, 2] }, 2],
    [{ type: "boolean" }, true],
    [{ type: "number" }, 1.5],
  ];
  for (const [schema, value] of cases) {
    const one = field(schema, value);
    expect(read(one, draftOf(one, value), "utc")).toEqual({ value });
  }
});
