import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

/** Every page in light and dark, wide and narrow, from the pretend server: `npm run screenshots -- <url>`. */
const base = process.argv[2] ?? "http://localhost:8090";
const only = process.argv[3];
const shots = join(import.meta.dirname, "../shots");

const json = async <T>(path: string) => (await (await fetch(base + path)).json()) as T;
const newest = async (dagId: string) => {
  const { dag_runs } = await json<{ dag_runs: { dag_run_id: string }[] }>(
    `/api/v2/dags/${dagId}/dagRuns?limit=2`,
  );
  return dag_runs.map((run) => encodeURIComponent(run.dag_run_id));
};

type Step = (page: Page) => Promise<unknown>;
const openTrigger: Step = (page) =>
  page
    .getByRole("button", { name: /^Trigger/ })
    .first()
    .click();

async function list(): Promise<Record<string, [path: string, step?: Step]>> {
  const [sales = "", older = ""] = await newest("sales_report");
  const partner = "partner_feed.import_with_a_rather_long_name_that_wraps";
  const [failed = ""] = await newest(partner);
  const run = `/dags/sales_report/runs/${older}`;
  return {
    dags: ["/"],
    none: ["/?search=nothing"],
    imports: ["/import-errors"],
    pools: ["/pools"],
    grid: ["/dags/sales_report"],
    "grid-large": ["/dags/warehouse_500"],
    "grid-reason": ["/dags/spark_features"],
    "grid-empty": ["/dags/hello"],
    graph: ["/dags/sales_report/graph"],
    "graph-large": ["/dags/warehouse_500/graph"],
    runs: ["/dags/sales_report/runs"],
    code: ["/dags/sales_report/code"],
    details: ["/dags/sales_report/details"],
    missing: ["/dags/not_there"],
    run: [run],
    "run-failed": [`/dags/${partner}/runs/${failed}`],
    "run-graph": [`${run}?view=graph`],
    task: [`${run}/tasks/render_report`],
    "task-failed": [`/dags/${partner}/runs/${failed}/tasks/parse`],
    "task-live": [`/dags/sales_report/runs/${sales}/tasks/render_report`],
    mapped: [`${run}/tasks/aggregate`],
    xcom: [`${run}/tasks/aggregate?map_index=1&view=xcom`],
    "task-details": [`${run}/tasks/aggregate?map_index=1&view=details`],
    rendered: [`${run}/tasks/mail?view=rendered`],
    trigger: ["/dags/sales_report", openTrigger],
    "trigger-json": [
      "/dags/sales_report",
      async (page) => {
        await openTrigger(page);
        await page.getByRole("button", { name: "JSON" }).click();
        await page.locator("#conf").fill('{\n  "region": "emea"\n  "rows": 10\n}');
      },
    ],
  };
}

async function shoot(browser: Browser, scheme: "light" | "dark", width: number) {
  const page = await browser.newPage({
    colorScheme: scheme,
    viewport: { width, height: width < 500 ? 844 : 900 },
  });
  page.on("console", (message) => {
    if (message.type() === "error") console.log(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    console.log(`error: ${error.message}`);
  });
  for (const [name, entry] of Object.entries(await list())) {
    if (only && !only.split(",").includes(name)) continue;
    const [path, step] = entry;
    await page.goto(base + path);
    await page.waitForTimeout(/graph|large/.test(name) ? 1800 : 600);
    await step?.(page);
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(shots, `${name}-${scheme}-${width}.png`) });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) console.log(`${name} at ${width} is ${overflow} px too wide`);
  }
  await page.close();
}

await mkdir(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic"],
});
for (const scheme of ["light", "dark"] as const)
  for (const width of [1440, 390]) await shoot(browser, scheme, width);
await browser.close();
