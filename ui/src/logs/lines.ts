import type { LogMessage } from "../api/logs";

export interface LogLine {
  timestamp: string | null;
  /** In lower case; null if the message has none. */
  level: string | null;
  logger: string | null;
  text: string;
  /** What else the logger said, as `name=value`. */
  extra: string;
  /** `start` and `end` frame a group of lines that can be folded. */
  group: "start" | "end" | null;
  /** Not the first line of its message: its time and level are those of the line above. */
  continued: boolean;
}

const told = new Set([
  "timestamp",
  "event",
  "level",
  "logger",
  "error_detail",
  "chan",
  "filename",
  "lineno",
  "loc",
]);

const show = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const extraOf = (message: LogMessage) =>
  Object.entries(message)
    .filter(([name, value]) => !told.has(name) && value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${show(value)}`)
    .join(" ");

interface Frame {
  filename?: string;
  lineno?: number;
  name?: string;
}

interface Thrown {
  exc_type?: string;
  exc_value?: string;
  frames?: Frame[];
}

/** Exceptions come as data; they are shown as Python prints them, which is what readers look for. */
function traceback(detail: unknown): string[] {
  if (!Array.isArray(detail)) return [];
  return (detail as Thrown[]).flatMap(({ exc_type, exc_value, frames }) => [
    "Traceback (most recent call last):",
    ...(frames ?? []).map(
      (frame) => `  File "${frame.filename ?? "?"}", line ${frame.lineno ?? "?"}, in ${frame.name ?? "?"}`,
    ),
    [exc_type, exc_value].filter(Boolean).join(": "),
  ]);
}

function groupOf(event: string): Pick<LogLine, "group" | "text"> {
  if (event.startsWith("::group::")) return { group: "start", text: event.slice("::group::".length) };
  if (event.startsWith("::endgroup::")) return { group: "end", text: "" };
  return { group: null, text: event };
}

/** One line for each line of text: a message of several lines keeps its time and level on each. */
export function linesOf(content: (LogMessage | string)[]): LogLine[] {
  return content.flatMap((item): LogLine[] => {
    const message: LogMessage = typeof item === "string" ? { event: item } : item;
    const base = {
      timestamp: message.timestamp ?? null,
      level: message.level?.toLowerCase() ?? null,
      logger: message.logger ?? null,
    };
    const texts = message.event.replace(/\r?\n$/, "").split(/\r?\n/);
    const said = texts.map((text, index) => ({
      ...base,
      ...groupOf(text),
      extra: index === texts.length - 1 ? extraOf(message) : "",
      continued: index > 0,
    }));
    const thrown = traceback(message.error_detail).map((text) => ({
      ...base,
      text,
      group: null,
      extra: "",
      continued: true,
    }));
    return [...said, ...thrown];
  });
}

export interface ShownLine extends LogLine {
  /** Its number in the whole log, from 1: stays the same when groups fold. */
  number: number;
}

/** The lines in sight: those in a group only if the group, named by the number of its first line, is open. */
export function shownLines(lines: LogLine[], open: ReadonlySet<number>): ShownLine[] {
  const shown: ShownLine[] = [];
  const within: boolean[] = [];
  lines.forEach((line, index) => {
    const number = index + 1;
    const visible = within.every(Boolean);
    if (line.group === "end") {
      within.pop();
      return;
    }
    if (visible) shown.push({ ...line, number });
    if (line.group === "start") within.push(open.has(number));
  });
  return shown;
}

/** As a text file. */
export const asText = (lines: LogLine[]) =>
  lines
    .filter((line) => line.group !== "end")
    .map((line) =>
      [line.timestamp, line.level?.toUpperCase(), line.logger && `${line.logger}:`, line.text, line.extra]
        .filter(Boolean)
        .join(" "),
    )
    .join("\n") + "\n";
