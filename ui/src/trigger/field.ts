import type { Param } from "../api/dags";

export type Kind =
  "text" | "multiline" | "date" | "time" | "date-time" | "integer" | "number" | "boolean" | "choice" | "json";

export interface Option {
  label: string;
  value: unknown;
}

/** A param as the form asks for it. */
export interface Field {
  name: string;
  title: string;
  description: string | null;
  section: string | null;
  kind: Kind;
  /** May be left empty, and is then null. */
  nullable: boolean;
  initial: unknown;
  options: Option[];
  suggestions: string[];
  schema: Record<string, unknown>;
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function typesOf({ schema, value }: Param): string[] {
  const declared = schema["type"];
  if (typeof declared === "string") return [declared];
  if (Array.isArray(declared)) return declared as string[];
  // Without a type the default value tells: a param that starts as a number stays one.
  if (value === null || value === undefined) return ["string", "null"];
  if (Array.isArray(value)) return ["array"];
  return [typeof value];
}

function kindOf(types: string[], schema: Record<string, unknown>): Kind {
  if (list(schema["enum"]).length > 0) return "choice";
  const [type] = types.filter((one) => one !== "null");
  if (type === "integer" || type === "number" || type === "boolean") return type;
  if (type !== "string") return "json";
  const format = schema["format"];
  if (format === "date" || format === "time" || format === "date-time" || format === "multiline")
    return format;
  return "text";
}

function labelOf(value: unknown, labels: unknown): string {
  const named = (labels as Record<string, unknown> | null | undefined)?.[String(value)];
  return text(named) ?? (typeof value === "string" ? value : JSON.stringify(value));
}

export function fieldOf(name: string, param: Param): Field {
  const { schema, value, description } = param;
  const types = typesOf(param);
  return {
    name,
    title: text(schema["title"]) ?? name,
    description: description ?? text(schema["description"]) ?? text(schema["description_md"]),
    section: text(schema["section"]),
    kind: kindOf(types, schema),
    nullable: types.includes("null"),
    initial: value,
    options: list(schema["enum"]).map((one) => ({
      value: one,
      label: labelOf(one, schema["values_display"]),
    })),
    suggestions: list(schema["examples"]).filter((one) => typeof one === "string"),
    schema,
  };
}

export const fieldsOf = (params: Record<string, Param> | null) =>
  Object.entries(params ?? {}).map(([name, param]) => fieldOf(name, param));
