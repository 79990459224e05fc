import { describe, expect, it } from "vitest";
import { absolute, duration, elapsed, fromInput, short } from "./time";

describe("duration", () => {
  it.each([
    [0.04, "0.0 s"],
    [4.23, "4.2 s"],
    [59.4, "59 s"],
    [60, "1 m 00 s"],
    [187, "3 m 07 s"],
    [7500, "2 h 05 m"],
    [273_600, "3 d 04 h"],
  ])("%d seconds is %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe("elapsed", () => {
  it("counts up to now while there is no end", () => {
    expect(elapsed("2026-01-01T00:00:00Z", null, Date.parse("2026-01-01T00:00:05Z"))).toBe(5);
    expect(elapsed("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z")).toBe(60);
    expect(elapsed(null, null)).toBeNull();
  });
});

describe("zones", () => {
  it("shows and reads UTC as UTC", () => {
    expect(absolute("2026-01-02T03:04:05.5Z", "utc")).toBe("2026-01-02 03:04:05 UTC");
    expect(fromInput("2026-01-02T03:04", "utc")).toBe("2026-01-02T03:04:00.000Z");
    expect(fromInput("", "utc")).toBeNull();
  });
  it("leaves the year out when it is this one", () => {
    const now = new Date("2026-06-01T00:00:00Z");
    expect(short("2026-01-02T03:04:05Z", "utc", now)).toBe("Jan 2, 03:04:05");
    expect(short("2025-01-02T03:04:05Z", "utc", now)).toBe("2025-01-02 03:04");
  });
});
