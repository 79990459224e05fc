import type { Draft } from "./draft";
import type { Field } from "./field";
import type { Drafts } from "./form";
import { ParamInput } from "./ParamInput";

interface Props {
  fields: Field[];
  drafts: Drafts;
  faults: Record<string, string>;
  onDraft: (name: string, draft: Draft) => void;
}

export function ParamFields({ fields, drafts, faults, onDraft }: Props) {
  const sections = [...new Set(fields.map((field) => field.section))];
  return sections.map((section) => (
    <fieldset key={section ?? ""} className="params">
      <legend className={section === null ? "spoken" : undefined}>{section ?? "Params"}</legend>
      {fields
        .filter((field) => field.section === section)
        .map((field) => (
          <ParamRow
            key={field.name}
            field={field}
            draft={drafts[field.name] ?? ""}
            fault={faults[field.name]}
            onDraft={(draft) => {
              onDraft(field.name, draft);
            }}
          />
        ))}
    </fieldset>
  ));
}

interface RowProps {
  field: Field;
  draft: Draft;
  fault: string | undefined;
  onDraft: (draft: Draft) => void;
}

function ParamRow({ field, draft, fault, onDraft }: RowProps) {
  const id = `param-${field.name}`;
  return (
    <div className="param">
      <label htmlFor={id}>
        {field.title}
        {!field.nullable && field.kind !== "boolean" && (
          <span className="required" title="Required">
            {" *"}
          </span>
        )}
      </label>
      <ParamInput id={id} field={field} draft={draft} invalid={fault !== undefined} onDraft={onDraft} />
      <div id={`${id}-about`} className="param-about">
        {fault !== undefined && (
          <div className="fault" role="alert">
            {fault}
          </div>
        )}
        {field.description}
      </div>
    </div>
  );
}
