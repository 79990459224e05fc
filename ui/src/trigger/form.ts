import type { Zone } from "../design/time";
import { type Draft, draftOf, read } from "./draft";
import type { Field } from "./field";

export type Drafts = Readonly<Record<string, Draft>>;

/** The fields filled from a conf, and what the conf holds beyond them. */
export function draftsOf(fields: Field[], conf: Record<string, unknown>) {
  const names = new Set(fields.map((field) => field.name));
  const drafts = Object.fromEntries(
    fields.map((field) => [
      field.name,
      draftOf(field, field.name in conf ? conf[field.name] : field.initial),
    ]),
  );
  const extra = Object.fromEntries(Object.entries(conf).filter(([name]) => !names.has(name)));
  return { drafts, extra };
}

/** The conf that the drafts stand for, without those at fault, and the faults by field name. */
export function confOf(fields: Field[], drafts: Drafts, extra: Record<string, unknown>, zone: Zone) {
  const conf: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const reading = read(field, drafts[field.name] ?? "", zone);
    if ("error" in reading) faults[field.name] = reading.error;
    else conf[field.name] = reading.value;
  }
  return { conf: { ...conf, ...extra }, faults };
}
