import type { IncomingMessage, ServerResponse } from "node:http";

const bodyMax = 10_000;

export function show(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" }).end(html);
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

export function goTo(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location }).end();
}

/** Empty: it was not sent. */
export function cookieOf(request: IncomingMessage, name: string): string {
  const cookies = (request.headers.cookie ?? "").split("; ");
  return cookies.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

export async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyMax) throw new Error(`a form of more than ${bodyMax} characters`);
  }
  return new URLSearchParams(text);
}
