import { describe, expect, it } from "vitest";
import { describeDetail, path, withQuery } from "./http";

describe("path", () => {
  it("encodes what a run id may hold", () => {
    expect(path`/dags/${"a.b"}/dagRuns/${"manual__2026-01-01T00:00:00+00:00"}`).toBe(
      "/dags/a.b/dagRuns/manual__2026-01-01T00%3A00%3A00%2B00%3A00",
    );
  });
});

describe("withQuery", () => {
  it("repeats lists and leaves out what is not set", () => {
    expect(withQuery("/x", { run_ids: ["a+b", "c"], state: undefined, q: "", limit: 0, paused: false })).toBe(
      "/x?run_ids=a%2Bb&run_ids=c&limit=0&paused=false",
    );
    expect(withQuery("/x", {})).toBe("/x");
  });
});

describe("describeDetail", () => {
  it("names the field of each complaint", () => {
    expect(describeDetail([{ loc: ["body", "logical_date"], msg: "Field required" }, { msg: "no" }])).toBe(
      "logical_date: Field required\nno",
    );
  });
  it("takes a sentence as it is, and an object's reason", () => {
    expect(describeDetail("gone")).toBe("gone");
    expect(describeDetail({ reason: "unique_constraint_violation" })).toBe("unique_constraint_violation");
    expect(describeDetail(undefined)).toBeNull();
  });
});
