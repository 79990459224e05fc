import { parseArgs } from "node:util";

const usage = `npm run e2e -- <baseUrl> [--dag ID] [--task ID] [--log TEXT] [--conf JSON] [--xcom TEXT] [--state STATE] [--wait SECONDS] [--shots DIR]
The environment can say the same: E2E_DAG, E2E_TASK, E2E_LOG, E2E_CONF, E2E_XCOM, E2E_STATE, E2E_WAIT.`;

/** What to open, and what must be there. */
export interface Wants {
  base: string;
  dag: string;
  /** Null: the first task of the run. */
  task: string | null;
  /** Must be in the task's log. */
  log: string | null;
  conf: string;
  /** Must be in the task's XComs. */
  xcom: string | null;
  /** How the run must end. */
  state: string;
  waitSeconds: number;
  shots: string | null;
}

export function wants(): Wants {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dag: text,
      task: text,
      log: text,
      conf: text,
      xcom: text,
      state: text,
      wait: text,
      shots: text,
    },
  });
  const [base] = positionals;
  if (base === undefined) {
    console.error(usage);
    process.exit(2);
  }
  const want = (name: keyof typeof values) =>
    values[name] ?? process.env[`E2E_${name.toUpperCase()}`] ?? null;
  return {
    base: base.replace(/\/$/, ""),
    dag: want("dag") ?? "hello",
    task: want("task"),
    log: want("log"),
    conf: want("conf") ?? '{"name": "end to end"}',
    xcom: want("xcom"),
    state: want("state") ?? "success",
    waitSeconds: Number(want("wait") ?? 120),
    shots: want("shots"),
  };
}
