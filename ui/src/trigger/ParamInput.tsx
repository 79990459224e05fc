import type { Draft } from "./draft";
import type { Field, Kind } from "./field";

interface Props {
  id: string;
  field: Field;
  draft: Draft;
  invalid: boolean;
  onDraft: (draft: Draft) => void;
}

const inputTypes: Partial<Record<Kind, string>> = { date: "date", time: "time" };

export function ParamInput({ id, field, draft, invalid, onDraft }: Props) {
  const common = {
    id,
    className: "input",
    "aria-invalid": invalid,
    "aria-describedby": `${id}-about`,
    "aria-required": !field.nullable,
  };
  const value = String(draft);

  if (field.kind === "boolean") {
    return (
      <input
        id={id}
        type="checkbox"
        aria-describedby={`${id}-about`}
        checked={draft === true}
        onChange={(event) => {
          onDraft(event.target.checked);
        }}
      />
    );
  }
  if (field.kind === "choice") {
    return (
      <select
        {...common}
        value={value}
        onChange={(event) => {
          onDraft(event.target.value);
        }}
      >
        {(field.nullable || value === "") && <option value="">–</option>}
        {field.options.map((option, index) => (
          <option key={index} value={index}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === "json" || field.kind === "multiline") {
    return (
      <textarea
        {...common}
        className={field.kind === "json" ? "input mono" : "input"}
        rows={Math.min(10, Math.max(3, value.split("\n").length))}
        spellCheck={field.kind === "multiline"}
        value={value}
        onChange={(event) => {
          onDraft(event.target.value);
        }}
      />
    );
  }
  const isNumber = field.kind === "integer" || field.kind === "number";
  // A default with a zone does not fit the browser's picker, and is then edited as text.
  const picks = field.kind === "date-time" && /^(\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?)?$/.test(value);
  return (
    <>
      <input
        {...common}
        type={picks ? "datetime-local" : (inputTypes[field.kind] ?? "text")}
        inputMode={isNumber ? "decimal" : undefined}
        list={field.suggestions.length > 0 ? `${id}-list` : undefined}
        value={value}
        onChange={(event) => {
          onDraft(event.target.value);
        }}
      />
      {field.suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {field.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}
