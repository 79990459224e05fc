/** A string that holds a JSON object or list is shown as that: many values are stored encoded twice. */
export function prettyJson(value: unknown): string {
  if (typeof value === "string") {
    if (/^\s*[[{]/.test(value)) {
      try {
        return JSON.stringify(JSON.parse(value), null, 2);
      } catch {
        return value;
      }
    }
    return value;
  }
  return JSON.stringify(value, null, 2);
}

export function Json({ value }: { value: unknown }) {
  return <pre className="json">{prettyJson(value)}</pre>;
}
