export interface Asked {
  args: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

/** Method, path with `:names`, answer. An answer of `{lines}` is sent as one JSON value a line. */
export type Route = [method: string, pattern: string, answer: (asked: Asked) => unknown];

export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return null;
  const args: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? "");
    if (part.startsWith(":")) args[part.slice(1)] = value;
    else if (part !== value) return null;
  }
  return args;
}

export function page<T>(all: T[], query: URLSearchParams): T[] {
  const offset = Number(query.get("offset") ?? 0);
  return all.slice(offset, offset + Number(query.get("limit") ?? 50));
}
