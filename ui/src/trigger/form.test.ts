import { expect, it } from "vitest";
import { fieldsOf } from "./field";
import { confOf, draftsOf } from "./form";

const fields = fieldsOf({
  name: { value: "x", schema: { type: "string" }, description: null },
  count: { value: null, schema: { type: "integer" }, description: "How many" },
});

it("keeps what the conf holds beyond the params", () => {
  const { drafts, extra } = draftsOf(fields, { count: 3, other: true });
  expect(drafts).toEqual({ name: "x", count: "3" });
  expect(confOf(fields, drafts, extra, "utc")).toEqual({
    conf: { name: "x", count: 3, other: true },
    faults: {},
  });
});

it("names the fields at fault", () => {
  const { drafts, extra } = draftsOf(fields, {});
  expect(confOf(fields, drafts, extra, "utc")).toEqual({
    conf: { name: "x" },
    faults: { count: "Required" },
  });
});
