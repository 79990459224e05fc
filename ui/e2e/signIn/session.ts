import { expect } from "../check";
import { call, expectAnswer } from "./api";
import { people } from "./people";
import { Tab, type Walk } from "./Walk";

const isAt = (walk: Walk, path: string) => (url: URL) =>
  url.origin === walk.base && url.pathname + url.search === path;

/** To the hosted page and back to the page that was wanted. */
export async function signingIn(walk: Walk): Promise<void> {
  const { issuer, base, dag, checks } = walk;
  const tab = await Tab.open(walk);
  const wanted = `/dags/${dag}/graph?from=mail`;
  await checks.check("who is not signed in is sent to the hosted page", async () => {
    await tab.page.goto(base + wanted);
    await tab.atForm();
    const asked = new URL(tab.page.url()).searchParams;
    expect(asked.get("code_challenge_method") === "S256", `asked as ${asked.toString()}`);
  });
  await checks.check("a wrong password is refused", async () => {
    await tab.enter(people.viewer, "let me in");
    await tab.page.getByText("Incorrect username or password.").waitFor();
    expect(issuer.granted.length === 0, "tokens were asked for");
  });
  await checks.check("the right one leads to the page that was wanted, graph and all", async () => {
    await tab.enter(people.viewer);
    await tab.page.waitForURL(isAt(walk, wanted));
    await tab.page.locator(".box").first().waitFor();
    await tab.page.getByText(people.viewer.email).waitFor();
    expect(!tab.page.url().includes("code="), `the address is ${tab.page.url()}`);
    await tab.shoot("viewer-graph");
  });
  await checks.check("a reload asks nobody for a password", async () => {
    await tab.page.reload();
    await tab.page.locator(".box").first().waitFor();
    expect(issuer.granted.join() === "authorization_code,refresh_token", issuer.granted.join());
  });
  await checks.check("a code that was used leads to the start page, not into a circle", async () => {
    await tab.page.goto(`${base}/?code=used&state=long-gone`);
    await tab.page.getByRole("searchbox").waitFor();
  });
  await checks.check("the console has no errors", () => {
    expect(tab.complaints.length === 0, tab.complaints.join(" | "));
    return Promise.resolve();
  });
  await tab.close();
}

/** In a tab of its own, whose clock can be set: forward, for tokens never come from the future. */
async function later(walk: Walk, page: string, body: (tab: Tab) => Promise<void>): Promise<void> {
  const tab = await Tab.open(walk);
  try {
    await tab.page.clock.install();
    await tab.openAs(people.viewer, page);
    await body(tab);
  } finally {
    await tab.close();
  }
}

/** Access tokens end after an hour, refresh tokens after thirty days. */
export async function expiring(walk: Walk): Promise<void> {
  const { issuer, dag, checks } = walk;
  const page = `/dags/${dag}/runs`;
  const isBack = async (tab: Tab, wanted: string) => {
    await tab.page.waitForURL(isAt(walk, wanted));
    await tab.page.locator("table tbody tr").first().waitFor();
  };
  await checks.check("an access token that is about to end is renewed without a word", () =>
    later(walk, page, async (tab) => {
      const before = tab.token;
      issuer.granted.length = 0;
      await tab.page.clock.fastForward("59:30");
      await tab.page.getByRole("link", { name: "Pools" }).click();
      await tab.page.getByRole("cell", { name: /default_pool/ }).waitFor();
      expect(tab.token !== before, "the old token is shown still");
      expect(issuer.granted.join() === "refresh_token", `asked for ${issuer.granted.join()}`);
    }),
  );
  await checks.check("one that the API finds expired is renewed, and the call made again", () =>
    later(walk, "/pools", async (tab) => {
      const now = Math.floor(Date.now() / 1000);
      const ended = issuer.accessToken(people.viewer, { iat: now - 7200, exp: now - 3600 });
      const runs = `**/dagRuns?**`;
      const answers: number[] = [];
      let times = 0;
      await tab.page.route(runs, async (route) => {
        const headers = route.request().headers();
        if (times++ === 0) headers["authorization"] = `Bearer ${ended}`;
        const response = await route.fetch({ headers });
        answers.push(response.status());
        await route.fulfill({ response });
      });
      await tab.page.clock.fastForward("10:00");
      await tab.page.getByRole("link", { name: "DAGs", exact: true }).click();
      await tab.page.locator(".dag-link", { hasText: dag }).first().click();
      await tab.page.getByRole("link", { name: "Runs", exact: true }).click();
      await isBack(tab, page);
      expect(answers.slice(0, 2).join() === "401,200", `the API answers ${answers.join()}`);
    }),
  );
  const wanted = `${page}?state=success`;
  await checks.check("when nothing is left to renew with, signing in leads back to the same page", () =>
    later(walk, "/pools", async (tab) => {
      issuer.forgetEverybody();
      await tab.page.goto(walk.base + wanted);
      await tab.enter(people.viewer);
      await isBack(tab, wanted);
    }),
  );
  await checks.check("so it does from a page that stayed open", () =>
    later(walk, wanted, async (tab) => {
      issuer.forgetEverybody();
      await tab.page.clock.fastForward("59:30");
      await tab.enter(people.viewer);
      await isBack(tab, wanted);
    }),
  );
}

/** And nothing that the tab has kept lets anybody in again. */
export async function signingOut(walk: Walk): Promise<void> {
  const { issuer, base, dag, checks } = walk;
  issuer.forgetEverybody();
  const tab = await Tab.open(walk);
  await tab.openAs(people.user, `/dags/${dag}`);
  await checks.check("signing out leads to the hosted page, which has forgotten the user", async () => {
    await tab.page.getByRole("button", { name: "Sign out" }).click();
    await tab.atForm();
    expect(!issuer.remembers, "the refresh token is good still");
  });
  await checks.check("neither going back nor the address shows anything", async () => {
    await tab.page.goBack();
    await tab.atForm();
    await tab.page.goto(`${base}/dags/${dag}`);
    await tab.atForm();
  });
  await checks.check("the tab has kept no token", async () => {
    const kept = await tab.page.context().storageState();
    expect(!JSON.stringify(kept).includes("refresh"), JSON.stringify(kept));
  });
  await checks.check("somebody else may sign in then", async () => {
    await tab.enter(people.admin);
    await tab.page.getByText(people.admin.email).waitFor();
    expectAnswer(await call(base, tab.token, "GET", "/api/v2/variables"), 200);
  });
  await tab.close();
}
