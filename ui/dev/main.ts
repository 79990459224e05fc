import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { match, Refusal } from "./route";
import { routes } from "./routes";

/** A pretend server: `npm run fake`, then `npm run dev`, or a browser on it after `npm run build`. */
const port = Number(process.argv[2] ?? 8090);
const site = join(import.meta.dirname, "../dist");

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? null : JSON.parse(text);
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  const lines = (value as { lines?: unknown[] } | null)?.lines;
  response.writeHead(status, { "Content-Type": lines ? "application/x-ndjson" : "application/json" });
  response.end(lines ? lines.map((line) => JSON.stringify(line) + "\n").join("") : JSON.stringify(value));
}

async function answerApi(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
  try {
    for (const [method, pattern, answer] of routes) {
      const args = request.method === method ? match(pattern, url.pathname) : null;
      if (args === null) continue;
      reply(response, 200, answer({ args, query: url.searchParams, body: await readBody(request) }));
      return;
    }
    throw new Refusal(404, "Not Found");
  } catch (error) {
    reply(response, error instanceof Refusal ? error.status : 500, { detail: (error as Error).message });
  }
}

async function answerFile(url: URL, response: ServerResponse): Promise<void> {
  const file = join(site, normalize(url.pathname));
  // What is no file is a page of the app, whatever dots it has.
  const [path, body] = await readFile(file).then(
    (content) => [file, content] as const,
    async () => ["index.html", await readFile(join(site, "index.html"))] as const,
  );
  response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" });
  response.end(body);
}

createServer((request, response) => {
  const url = new URL(request.url ?? "/", `http://localhost:${port}`);
  const isApi = url.pathname.startsWith("/api/") || url.pathname.startsWith("/ui/");
  void (isApi ? answerApi(request, url, response) : answerFile(url, response)).catch(() => {
    response.writeHead(500).end();
  });
}).listen(port, () => {
  console.log(`http://localhost:${port}`);
});
