import { describe, expect, it } from "vitest";
import { refusal } from "./role";

describe("refusal", () => {
  it("names the role that is needed and the user's", () => {
    expect(refusal("Viewer", "User")).toBe("This needs the role User; yours is Viewer");
    expect(refusal("Op", "User")).toBeNull();
  });
  it("refuses nobody where nobody signs in", () => {
    expect(refusal(undefined, "Admin")).toBeNull();
  });
});
