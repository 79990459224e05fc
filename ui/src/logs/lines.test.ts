import { describe, expect, it } from "vitest";
import { asText, linesOf, shownLines } from "./lines";

describe("linesOf", () => {
  it("takes structured messages, bare strings and several lines in one", () => {
    const lines = linesOf([
      { timestamp: "2026-01-01T00:00:00Z", event: "one\ntwo\n", level: "INFO", logger: "task", rows: 3 },
      "plain",
    ]);
    expect(lines.map((line) => [line.text, line.level, line.extra])).toEqual([
      ["one", "info", ""],
      ["two", "info", "rows=3"],
      ["plain", null, ""],
    ]);
  });

  it("prints an exception's data as a traceback", () => {
    const [, head, frame, last] = linesOf([
      {
        event: "Task failed",
        level: "error",
        error_detail: [
          { exc_type: "ValueError", exc_value: "no", frames: [{ filename: "/a.py", lineno: 7, name: "f" }] },
        ],
      },
    ]);
    expect(head?.text).toBe("Traceback (most recent call last):");
    expect(frame?.text).toBe('  File "/a.py", line 7, in f');
    expect(last?.text).toBe("ValueError: no");
  });
});

describe("shownLines", () => {
  const lines = linesOf([
    "::group::Sources",
    "a",
    "::group::Inner",
    "b",
    "::endgroup::",
    "::endgroup::",
    "c",
  ]);
  const numbers = (open: number[]) => shownLines(lines, new Set(open)).map((line) => line.number);
  it("folds groups, and keeps the numbers of the lines", () => {
    expect(numbers([])).toEqual([1, 7]);
    expect(numbers([1])).toEqual([1, 2, 3, 7]);
    expect(numbers([1, 3])).toEqual([1, 2, 3, 4, 7]);
    expect(numbers([3])).toEqual([1, 7]);
  });
});

it("asText has one line each", () => {
  expect(asText(linesOf([{ timestamp: "t", event: "hello", level: "info", logger: "x" }, "y"]))).toBe(
    "t INFO x: hello\ny\n",
  );
});
