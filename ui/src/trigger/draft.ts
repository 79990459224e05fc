import { fromInput, type Zone } from "../design/time";
import type { Field } from "./field";
import { parseJson } from "./parseJson";

/** What stands in a field while it is being filled in. */
export type Draft = string | boolean;

export type Reading = { value: unknown } | { error: string };

export function draftOf(field: Field, value: unknown): Draft {
  if (field.kind === "boolean") return value === true;
  if (field.kind === "choice") {
    const index = field.options.findIndex((option) => JSON.stringify(option.value) === JSON.stringify(value));
    return index < 0 ? "" : String(index);
  }
  if (value === null || value === undefined) return "";
  if (field.kind === "json" || typeof value === "object") return JSON.stringify(value, null, 2);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function readNumber(field: Field, draft: string): Reading {
  const value = Number(draft);
  if (!Number.isFinite(value)) return { error: "Not a number" };
  if (field.kind === "integer" && !Number.isInteger(value)) return { error: "Not a whole number" };
  const { minimum, maximum } = field.schema;
  if (typeof minimum === "number" && value < minimum) return { error: `At least ${minimum}` };
  if (typeof maximum === "number" && value > maximum) return { error: `At most ${maximum}` };
  return { value };
}

function readText(field: Field, draft: string): Reading {
  const { minLength, maxLength, pattern } = field.schema;
  if (typeof minLength === "number" && draft.length < minLength)
    return { error: `At least ${minLength} characters` };
  if (typeof maxLength === "number" && draft.length > maxLength)
    return { error: `At most ${maxLength} characters` };
  if (typeof pattern === "string") {
    try {
      if (!new RegExp(pattern, "u").test(draft)) return { error: `Does not match ${pattern}` };
    } catch {
      // A pattern of another regex dialect is left to the server to judge.
    }
  }
  return { value: draft };
}

function readJson(field: Field, draft: string): Reading {
  const { value, problem } = parseJson(draft);
  if (problem) return { error: `Line ${problem.line}, column ${problem.column}: ${problem.message}` };
  const type = field.schema["type"];
  if (type === "array" && !Array.isArray(value)) return { error: "Not a list: begin with [" };
  if (type === "object" && (value === null || typeof value !== "object" || Array.isArray(value))) {
    return { error: "Not an object: begin with {" };
  }
  return { value };
}

/** The value a draft stands for. A date and time already with its zone is taken as it is. */
export function read(field: Field, draft: Draft, zone: Zone): Reading {
  if (typeof draft === "boolean") return { value: draft };
  if (draft === "") {
    if (field.nullable) return { value: null };
    // A text may be empty, if that is how it began; nothing else may.
    const begins = field.kind === "text" || field.kind === "multiline" ? field.initial : null;
    return typeof begins === "string" ? readText(field, draft) : { error: "Required" };
  }
  switch (field.kind) {
    case "integer":
    case "number":
      return readNumber(field, draft);
    case "choice":
      return { value: field.options[Number(draft)]?.value };
    case "json":
      return readJson(field, draft);
    case "date-time":
      return { value: /(Z|[+-]\d\d:?\d\d)$/.test(draft) ? draft : fromInput(draft, zone) };
    case "text":
    case "multiline":
      return readText(field, draft);
    case "boolean":
    case "date":
    case "time":
      return { value: draft };
  }
}
