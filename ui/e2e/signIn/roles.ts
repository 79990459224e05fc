import { expect } from "../check";
import type { User } from "../issuer/tokens";
import { call, expectAnswer } from "./api";
import { people } from "./people";
import { Tab, type Walk } from "./Walk";

const trigger = (tab: Tab, dag: string) => tab.page.getByRole("button", { name: `Trigger ${dag}` });

/** In a tab of its own, in which nothing may be wrong. */
async function as(walk: Walk, user: User, path: string, body: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = await Tab.open(walk);
  try {
    await tab.openAs(user, path);
    await body(tab);
    expect(tab.complaints.length === 0, tab.complaints.join(" | "));
  } finally {
    await tab.close();
  }
}

const runsOf = (dag: string) => `/api/v2/dags/${dag}/dagRuns`;

export async function userTriggers(walk: Walk): Promise<void> {
  const { base, dag, checks } = walk;
  await checks.check("a user of role User triggers a run and may not change a pool", () =>
    as(walk, people.user, `/dags/${dag}`, async (tab) => {
      await trigger(tab, dag).click();
      await tab.page.locator(".trigger-form button[type=submit]").click();
      await tab.page.waitForURL(/\/runs\/[^/]+$/);
      await tab.page.locator("h1 + .state-badge").waitFor();
      await tab.shoot("user-run");
      const pool = { name: "of_uma", slots: 1, include_deferred: false };
      expectAnswer(await call(base, tab.token, "POST", "/api/v2/pools", pool), 403, "Forbidden");
    }),
  );
}

export async function opsConfigure(walk: Walk): Promise<void> {
  const { base, dag, checks } = walk;
  for (const [name, user] of [
    ["Op", people.op],
    ["Admin", people.admin],
  ] as const) {
    await checks.check(`a user of role ${name} triggers, and makes and deletes a pool`, () =>
      as(walk, user, `/dags/${dag}`, async (tab) => {
        expect(await trigger(tab, dag).isEnabled(), "the button is disabled");
        const pool = { name: `of_${name}`, slots: 1, include_deferred: false };
        expectAnswer(await call(base, tab.token, "POST", "/api/v2/pools", pool), 201);
        expectAnswer(await call(base, tab.token, "DELETE", `/api/v2/pools/of_${name}`), 204);
        const run = await call(base, tab.token, "POST", runsOf(dag), { logical_date: null });
        expectAnswer(run, 200);
      }),
    );
  }
}

export async function viewerReads(walk: Walk): Promise<void> {
  const { base, dag, checks } = walk;
  await checks.check("a user of role Viewer sees runs, can trigger nothing, and gets Airflow's 403", () =>
    as(walk, people.viewer, `/dags/${dag}/runs`, async (tab) => {
      await tab.page.locator("table tbody tr").first().waitFor();
      await tab.shoot("viewer-runs");
      const button = trigger(tab, dag);
      await button.waitFor();
      expect(await button.isDisabled(), "the button is not disabled");
      expect(
        (await button.getAttribute("title")) === "This needs the role User; yours is Viewer",
        "no reason",
      );
      expectAnswer(await call(base, tab.token, "GET", runsOf(dag)), 200);
      const refused = await call(base, tab.token, "POST", runsOf(dag), { logical_date: null });
      expectAnswer(refused, 403, "Forbidden");
      const paused = await call(base, tab.token, "PATCH", `/api/v2/dags/${dag}`, { is_paused: true });
      expectAnswer(paused, 403, "Forbidden");
    }),
  );
}

export async function nobodySeesNothing(walk: Walk): Promise<void> {
  const { base, dag, checks } = walk;
  await checks.check("who is in no group signs in, sees nothing and is told so", () =>
    as(walk, people.nobody, "/pools", async (tab) => {
      await tab.page.getByText("You are signed in, but have no role here yet").waitFor();
      await tab.shoot("no-role");
      // What the page asked for before it knew the role.
      tab.complaints.splice(0);
      expectAnswer(await call(base, tab.token, "GET", runsOf(dag)), 403, "Forbidden");
    }),
  );
}
