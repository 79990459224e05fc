import type { Page } from "playwright-core";
import { type Checks, expect } from "./check";
import type { Wants } from "./wants";

type Shoot = (name: string) => Promise<void>;

/** A step that the next ones stand on. */
async function must<T>(found: Promise<T | null>): Promise<T> {
  const value = await found;
  if (value === null) throw new Error("stopped here: the next checks need this one");
  return value;
}

export async function journey(page: Page, wanted: Wants, checks: Checks, shoot: Shoot): Promise<void> {
  try {
    await openDag(page, wanted, checks, shoot);
    await triggerAndWait(page, wanted, checks, shoot);
    await openTask(page, wanted, checks, shoot);
  } catch (error) {
    console.log(`      ${(error as Error).message}`);
  }
  await otherPages(page, wanted, checks, shoot);
}

async function openDag(page: Page, { base, dag }: Wants, checks: Checks, shoot: Shoot) {
  await must(
    checks.check("the DAG list shows the DAG", async () => {
      await page.goto(base);
      await page.getByRole("searchbox").fill(dag);
      await page.locator(".dag-link", { hasText: dag }).first().waitFor();
      await shoot("dags");
      return true;
    }),
  );
  await must(
    checks.check("the DAG's page opens with its grid", async () => {
      await page.getByRole("link", { name: dag, exact: true }).click();
      await page.getByRole("heading", { name: dag }).waitFor();
      await page.locator(".grid-row").first().waitFor();
      await shoot("grid");
      return true;
    }),
  );
  await checks.check("the graph is laid out", async () => {
    await page.getByRole("link", { name: "Graph", exact: true }).click();
    await page.locator(".box").first().waitFor();
    await shoot("graph");
  });
  await checks.check("the code is shown", async () => {
    await page.getByRole("link", { name: "Code", exact: true }).click();
    await page.locator(".source-text").waitFor();
    await shoot("code");
  });
}

async function triggerAndWait(page: Page, wanted: Wants, checks: Checks, shoot: Shoot) {
  await must(
    checks.check("a run is triggered with conf", async () => {
      await page.getByRole("button", { name: `Trigger ${wanted.dag}` }).click();
      const json = page.getByRole("button", { name: "JSON", exact: true });
      await page.locator(".trigger-form").waitFor();
      if (await json.isVisible()) await json.click();
      await page.locator("#conf").fill(wanted.conf);
      await shoot("trigger");
      await page.locator(".trigger-form button[type=submit]").click();
      await page.waitForURL(/\/runs\/[^/]+$/);
      return true;
    }),
  );
  await must(
    checks.check(`the run ends as ${wanted.state}`, async () => {
      const state = page.locator("h1 + .state-badge");
      await state.filter({ hasText: /^(success|failed)$/ }).waitFor({ timeout: wanted.waitSeconds * 1000 });
      await shoot("run");
      const text = await state.innerText();
      expect(text === wanted.state, `it ended as ${text}`);
      return true;
    }),
  );
  await checks.check("the run shows its conf", async () => {
    const [key = ""] = Object.keys(JSON.parse(wanted.conf) as Record<string, unknown>);
    await page.locator(".facts", { hasText: key }).waitFor();
  });
}

async function openTask(page: Page, wanted: Wants, checks: Checks, shoot: Shoot) {
  await must(
    checks.check("a task instance opens with its log", async () => {
      const cell = page.locator(".task-cell a");
      await (wanted.task === null ? cell : cell.filter({ hasText: wanted.task })).first().click();
      await page.locator(".log-row").first().waitFor();
      await shoot("log");
      return true;
    }),
  );
  if (wanted.log !== null) {
    await checks.check(`the log says "${wanted.log}"`, async () => {
      await page
        .locator(".log-text", { hasText: wanted.log ?? "" })
        .first()
        .waitFor();
    });
  }
  await checks.check("the XComs are shown", async () => {
    await page.getByRole("button", { name: "XCom", exact: true }).click();
    const shown = page.locator("main").getByText(wanted.xcom ?? /return_value|No XComs/);
    await shown.first().waitFor();
    await shoot("xcom");
  });
  await checks.check("the details are shown", async () => {
    await page.getByRole("button", { name: "Details", exact: true }).click();
    await page.getByText("Priority weight").waitFor();
  });
}

async function otherPages(page: Page, { base }: Wants, checks: Checks, shoot: Shoot) {
  await checks.check("import errors open", async () => {
    await page.goto(`${base}/import-errors`);
    await page.locator(".import-error").or(page.getByText("No import errors")).first().waitFor();
    await shoot("import-errors");
  });
  await checks.check("pools open", async () => {
    await page.goto(`${base}/pools`);
    await page.getByRole("cell", { name: /default_pool/ }).waitFor();
    await shoot("pools");
  });
}
