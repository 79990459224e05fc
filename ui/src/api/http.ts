import { current } from "../signIn/current";

/** What the server answered when it refused: its own words, ready to be shown. */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiError";
    this.status = status;
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** A path from parts that may hold anything: run ids have `+` and `:`, which must not reach the server bare. */
export function path(strings: TemplateStringsArray, ...parts: (string | number)[]): string {
  return String.raw({ raw: strings }, ...parts.map((part) => encodeURIComponent(part)));
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

/** Lists are repeated parameters; null, undefined and "" mean: do not ask. */
export function withQuery(url: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? (value as string[]) : [value as string | number | boolean]) {
      search.append(name, String(one));
    }
  }
  const text = search.toString();
  return text === "" ? url : `${url}?${text}`;
}

interface Complaint {
  loc?: (string | number)[];
  msg: string;
}

/** `detail` is a sentence, or a list of complaints that each name the field at fault. */
export function describeDetail(detail: unknown): string | null {
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) {
    return (detail as Complaint[])
      .map(({ loc, msg }) => {
        const field = (loc ?? []).filter((part) => part !== "body" && part !== "query").join(".");
        return field === "" ? msg : `${field}: ${msg}`;
      })
      .join("\n");
  }
  if (detail !== null && typeof detail === "object") {
    const reason =
      (detail as Record<string, unknown>)["reason"] ?? (detail as Record<string, unknown>)["message"];
    return typeof reason === "string" ? reason : JSON.stringify(detail);
  }
  return null;
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const said = describeDetail((JSON.parse(text) as { detail?: unknown }).detail);
    if (said !== null && said !== "") return new ApiError(response.status, said);
  } catch {
    // Not JSON: a proxy or gateway spoke, not the API.
  }
  return new ApiError(
    response.status,
    `The server answered ${response.status} ${response.statusText}`.trim(),
  );
}

async function reach(url: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  return fetch(url, { ...init, headers }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "The server cannot be reached");
  });
}

/** Airflow's words for a token that is none to it; a role that does not suffice is "Forbidden". */
const isTokenRefused = (error: ApiError) =>
  error.status === 401 || (error.status === 403 && error.message === "Invalid JWT token");

async function ask(url: string, init: RequestInit): Promise<Response> {
  const { session } = current;
  const token = session && (await session.token());
  let response = await reach(url, init, token);
  if (response.ok) return response;
  const error = await refusal(response);
  if (session === null || token === null || !isTokenRefused(error)) throw error;
  response = await reach(url, init, await session.another(token));
  if (!response.ok) throw await refusal(response);
  return response;
}

// The shape is the server's contract: the types are declared by the caller, not checked at run time.
export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await ask(url, { headers: { Accept: "application/json" }, ...(signal && { signal }) });
  if (!(response.headers.get("content-type") ?? "").includes("json")) {
    throw new ApiError(response.status, "The server answered with something else than JSON");
  }
  return (await response.json()) as T;
}

/** One JSON value a line. */
export async function getLines<T>(url: string, signal?: AbortSignal): Promise<T[]> {
  const response = await ask(url, { headers: { Accept: "application/x-ndjson" }, ...(signal && { signal }) });
  const text = await response.text();
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

export async function send<T>(method: "POST" | "PATCH", url: string, body: unknown): Promise<T> {
  const response = await ask(url, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}
