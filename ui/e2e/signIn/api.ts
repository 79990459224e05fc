import { expect } from "../check";

/** What the API answers. */
export interface Answer {
  status: number;
  detail: unknown;
}

/** Calls the API as Airflow's own clients do, without a browser. */
export async function call(
  base: string,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const headers = new Headers({ "Content-Type": "application/json" });
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  const response = await fetch(base + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const value = (text === "" ? {} : JSON.parse(text)) as { detail?: unknown };
  return { status: response.status, detail: value.detail };
}

export function expectAnswer(answer: Answer, status: number, detail?: string): void {
  const said = `${answer.status} ${JSON.stringify(answer.detail)}`;
  expect(answer.status === status, `the API answers ${said} and not ${status}`);
  if (detail !== undefined) expect(answer.detail === detail, `the API answers ${said} and not "${detail}"`);
}
