import type { Param } from "../src/api/dags";

/** The DAGs of the pretend server. They are shaped to fill every page, ugly cases included. */
export interface TaskSpec {
  id: string;
  operator: string;
  seconds: number;
  after: string[];
  mapped?: number;
  /** Fails at the first so many tries. */
  failures?: number;
  retries?: number;
  /** Waits for this rule only; `all_done` runs after failures too. */
  always?: boolean;
}

export interface DagSpec {
  id: string;
  description: string | null;
  schedule: string | null;
  scheduleText: string | null;
  everyMinutes: number | null;
  paused: boolean;
  tags: string[];
  owner: string;
  tasks: TaskSpec[];
  params: Record<string, Param>;
  /** Why its runs fail, if the scheduler knows. */
  reason?: string;
  source: string;
}

const task = (
  id: string,
  operator: string,
  seconds: number,
  after: string[] = [],
  more: Partial<TaskSpec> = {},
) => ({
  id,
  operator,
  seconds,
  after,
  ...more,
});

const param = (
  value: unknown,
  schema: Record<string, unknown>,
  description: string | null = null,
): Param => ({
  value,
  schema,
  description,
});

const sales: DagSpec = {
  id: "sales_report",
  description: "Loads yesterday's orders, cleans them, and mails a report to every region",
  schedule: "0 5 * * *",
  scheduleText: "At 05:00",
  everyMinutes: 24 * 60,
  paused: false,
  tags: ["reports", "daily"],
  owner: "data-team",
  params: {
    region: param("emea", { enum: ["emea", "amer", "apac"], title: "Region" }, "Which region to report on"),
    day: param(null, { type: ["string", "null"], format: "date" }, "The day to load; empty for yesterday"),
    rows: param(1000, { type: "integer", minimum: 1, maximum: 50_000 }, "How many orders to read at most"),
    threshold: param(0.25, { type: "number" }),
    dry_run: param(false, { type: "boolean" }, "Do everything but send the mail"),
    recipients: param(["ada@example.com"], { type: "array" }, "Who gets the mail"),
    title: param("Sales report", { type: "string", minLength: 3, section: "Layout" }),
    intro: param("", { type: "string", format: "multiline", section: "Layout" }),
  },
  source: `# Loads yesterday's orders, cleans them, and mails a report.
sales_report:
  default_args:
    owner: data-team
    retries: 1
  schedule: "0 5 * * *"
  start_date: 2026-01-01
  catchup: false
  tasks:
    wait_for_export:
      operator: airflow.providers.amazon.aws.sensors.s3.S3KeySensor
      bucket_key: "s3://exports/{{ ds }}/orders.csv"
    clean.drop_duplicates:
      operator: airflow.operators.python.PythonOperator
      dependencies: [wait_for_export]
`,
  tasks: [
    task("wait_for_export", "S3KeySensor", 3),
    task("clean.drop_duplicates", "PythonOperator", 4, ["wait_for_export"]),
    task("clean.check.not_null", "PythonOperator", 2, ["clean.drop_duplicates"]),
    task("clean.check.totals", "PythonOperator", 3, ["clean.drop_duplicates"], { failures: 1, retries: 1 }),
    task("aggregate", "SQLExecuteQueryOperator", 5, ["clean.check.not_null", "clean.check.totals"], {
      mapped: 6,
    }),
    task("render_report", "PythonOperator", 9, ["aggregate"]),
    task("mail", "EmailOperator", 2, ["render_report"]),
    task("clean_up", "BashOperator", 1, ["mail"], { always: true }),
  ],
};

const failing: DagSpec = {
  ...sales,
  id: "partner_feed.import_with_a_rather_long_name_that_wraps",
  description: "Fetches the partner's feed over SFTP",
  schedule: "*/30 * * * *",
  scheduleText: "Every 30 minutes",
  everyMinutes: 30,
  tags: ["partners"],
  params: {},
  tasks: [
    task("fetch", "SFTPOperator", 4),
    task("parse", "PythonOperator", 3, ["fetch"], { failures: 9, retries: 1 }),
    task("load", "S3ToRedshiftOperator", 3, ["parse"]),
    task("report", "PythonOperator", 1, ["load"], { always: true }),
  ],
};

const impossible: DagSpec = {
  ...sales,
  id: "spark_features",
  description: "Builds the feature table",
  schedule: null,
  scheduleText: "Never, external triggers only",
  everyMinutes: null,
  tags: ["ml"],
  params: {},
  tasks: [
    task("submit", "SparkSubmitOperator", 1, [], { failures: 9 }),
    task("verify", "PythonOperator", 1, ["submit"]),
  ],
  reason:
    "Task submit: operator airflow.providers.apache.spark.operators.spark_submit.SparkSubmitOperator has no runner here",
};

const wide: DagSpec = {
  ...sales,
  id: "warehouse_500",
  description: "Five hundred tables, one task each",
  schedule: "@hourly",
  scheduleText: "Every hour",
  everyMinutes: 60,
  tags: ["warehouse", "large"],
  params: {},
  tasks: [
    task("begin", "EmptyOperator", 0.2),
    ...Array.from({ length: 25 }, (_, g) =>
      Array.from({ length: 20 }, (_, t) =>
        task(
          `schema_${g}.table_${t}`,
          "SQLExecuteQueryOperator",
          1 + ((g * 7 + t * 3) % 9),
          t < 4 ? ["begin"] : [`schema_${g}.table_${t - 4}`],
          {
            ...((g + t) % 97 === 5 && { failures: 1, retries: 1 }),
          },
        ),
      ),
    ).flat(),
  ],
};

const quick: DagSpec = {
  ...sales,
  id: "hello",
  description: null,
  schedule: null,
  scheduleText: null,
  everyMinutes: null,
  tags: [],
  params: { name: param("world", { type: "string" }, "Whom to greet") },
  tasks: [task("greet", "BashOperator", 2), task("reply", "PythonOperator", 2, ["greet"])],
  source:
    'from airflow.sdk import dag, task\n\n\n@dag(params={"name": "world"})\ndef hello():\n    # Says hello.\n    greet() >> reply()\n',
};

const others: DagSpec[] = [
  "billing",
  "crm_sync",
  "fraud_scores",
  "inventory",
  "ledger",
  "search_index",
  "sessions",
  "uptime",
].map((id, index) => ({
  ...sales,
  id,
  description: index % 3 === 0 ? null : `Keeps ${id.replace("_", " ")} up to date`,
  schedule: index % 2 === 0 ? "@daily" : "*/15 * * * *",
  scheduleText: index % 2 === 0 ? "At 00:00" : "Every 15 minutes",
  everyMinutes: index % 2 === 0 ? 1440 : 15,
  paused: index % 4 === 1,
  tags: index % 2 === 0 ? ["daily"] : ["fresh", "core"],
  params: {},
  tasks: sales.tasks.slice(0, 3 + (index % 4)),
}));

export const specs: DagSpec[] = [sales, failing, impossible, wide, quick, ...others].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
