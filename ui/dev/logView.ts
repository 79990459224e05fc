import type { LogChunk, LogMessage } from "../src/api/logs";
import type { PlannedTask } from "./plan";
import { greeted, type PretendRun } from "./world";

const every = 350;

const esc = "\u001b";

function lineAt(index: number, planned: PlannedTask, run: PretendRun): Omit<LogMessage, "timestamp"> {
  if (index === 0) return { event: "::group::Pre task execution logs", level: "info" };
  if (index === 1)
    return { event: `Executing ${planned.task.operator} ${planned.task.id}`, level: "info", logger: "task" };
  if (index === 2) return { event: "::endgroup::", level: "info" };
  if (index === 3)
    return {
      event: `Hello ${greeted(run)}, reading orders`,
      level: "info",
      logger: "task.stdout",
    };
  if (index === 5)
    return {
      event: "Column discount has 14 empty values\nThey count as zero",
      level: "warning",
      logger: "task.clean",
      rows: 14,
    };
  if (index === 7)
    return {
      event: `${esc}[32mOK${esc}[0m ${esc}[1mbold${esc}[0m and ${esc}[36mcyan${esc}[0m from a shell command`,
      level: "info",
      logger: "task.stdout",
    };
  if (index === 9)
    return {
      event: `A long line that has to wrap somewhere: ${"s3://exports/2026-11-20/orders/part-".repeat(6)}`,
      level: "debug",
      logger: "task",
    };
  return { event: `Processed batch ${index} of orders`, level: "info", logger: "task", batch: index };
}

const thrown: LogMessage = {
  event: "Task failed with exception",
  level: "error",
  logger: "task",
  error_detail: [
    {
      exc_type: "ValueError",
      exc_value: "The totals differ by 12.40 EUR",
      frames: [
        { filename: "/dags/sales_report.py", lineno: 41, name: "check_totals" },
        { filename: "/dags/money.py", lineno: 7, name: "same" },
      ],
    },
  ],
};

/** The log grows while the try runs; the token is how many messages were already given. */
export function logOf(
  run: PretendRun,
  planned: PlannedTask,
  tryNumber: number,
  token: string | null,
): LogChunk | null {
  const one = planned.tries[tryNumber - 1];
  const now = Date.now();
  if (one === undefined || one.begin > now) return null;
  const over = now >= one.end;
  // render_report is the long one.
  const dense = planned.task.id === "render_report" ? 400 : 1;
  const count = Math.max(4, Math.floor(((over ? one.end : now) - one.begin) / every) * dense);
  const messages: LogMessage[] = Array.from(
    { length: count },
    (_, index) =>
      ({
        timestamp: new Date(one.begin + (index * every) / dense).toISOString(),
        ...lineAt(index, planned, run),
      }) as LogMessage,
  );
  if (over && one.failed) messages.push({ timestamp: new Date(one.end).toISOString(), ...thrown });
  if (over && !one.failed)
    messages.push({
      timestamp: new Date(one.end).toISOString(),
      event: "Task finished",
      level: "info",
      logger: "task",
      exit_code: 0,
    });
  return {
    content: messages.slice(token === null ? 0 : Number(token)),
    continuation_token: over ? null : String(messages.length),
  };
}
