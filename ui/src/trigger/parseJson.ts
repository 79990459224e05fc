import { parse, type ParseError, printParseErrorCode } from "jsonc-parser";

/** What is wrong with a JSON text, and where: line and column count from 1. */
export interface Problem {
  message: string;
  offset: number;
  length: number;
  line: number;
  column: number;
}

/** `CommaExpected` → `Comma expected`. */
const sentence = (code: string) =>
  code
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/^./, (first) => first.toUpperCase());

/** Browsers word and place JSON errors differently, or not at all; this places them everywhere alike. */
export function parseJson(text: string): { value: unknown; problem: Problem | null } {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return { value, problem: null };
  const before = text.slice(0, first.offset).split("\n");
  return {
    value: undefined,
    problem: {
      message: sentence(printParseErrorCode(first.error)),
      offset: first.offset,
      length: Math.max(1, first.length),
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    },
  };
}

/** A run's conf is a JSON object; nothing at all is the empty one. */
export function parseConf(text: string): { conf: Record<string, unknown> | null; problem: Problem | null } {
  if (text.trim() === "") return { conf: {}, problem: null };
  const { value, problem } = parseJson(text);
  if (problem) return { conf: null, problem };
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return {
      conf: null,
      problem: {
        message: "The conf must be an object: begin with {",
        offset: 0,
        length: text.length,
        line: 1,
        column: 1,
      },
    };
  }
  return { conf: value as Record<string, unknown>, problem: null };
}
