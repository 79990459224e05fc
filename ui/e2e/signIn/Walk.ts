import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Checks } from "../check";
import type { FakeIssuer } from "../issuer/FakeIssuer";
import type { User } from "../issuer/tokens";

/** What each part of the way needs. */
export interface Walk {
  browser: Browser;
  issuer: FakeIssuer;
  /** Of the site with its API. */
  base: string;
  dag: string;
  /** The content security policy that the site's pages get in AWS. */
  policy: string;
  checks: Checks;
  shots: string | null;
}

/** A tab of a browser that nobody has used before. */
export class Tab {
  readonly page: Page;
  /** What was wrong in the browser's own eyes. */
  readonly complaints: string[] = [];
  /** The newest access token that the page has shown to the API. */
  token = "";
  readonly #walk: Walk;

  private constructor(walk: Walk, page: Page) {
    this.#walk = walk;
    this.page = page;
    page.setDefaultTimeout(10_000);
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("request", (request) => {
      const [scheme, token] = (request.headers()["authorization"] ?? "").split(" ");
      if (scheme === "Bearer" && token !== undefined) this.token = token;
    });
  }

  static async open(walk: Walk, colorScheme: "light" | "dark" = "light", width = 1280): Promise<Tab> {
    const context = await walk.browser.newContext({
      colorScheme,
      viewport: { width, height: width < 500 ? 844 : 900 },
    });
    const tab = new Tab(walk, await context.newPage());
    await tab.page.route(`${walk.base}/**`, async (route) => {
      if (route.request().resourceType() !== "document") return route.fallback();
      const response = await route.fetch();
      const headers = { ...response.headers(), "content-security-policy": walk.policy };
      return route.fulfill({ response, headers });
    });
    return tab;
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  /** Fills the hosted page's form in. */
  async enter(user: User, password = user.password): Promise<void> {
    await this.atForm();
    await this.page.getByLabel("Email address").fill(user.email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Until the hosted page asks for a password. */
  async atForm(): Promise<void> {
    await this.page.waitForURL((url) => url.origin === this.#walk.issuer.domain);
    await this.page.getByLabel("Password").waitFor();
  }

  /** Opens a page of the site as this user. */
  async openAs(user: User, path: string): Promise<void> {
    await this.page.goto(this.#walk.base + path);
    await this.enter(user);
    await this.page.getByRole("button", { name: "Sign out" }).waitFor();
  }

  async shoot(name: string): Promise<void> {
    const { shots } = this.#walk;
    if (shots !== null) await this.page.screenshot({ path: join(shots, `${name}.png`) });
  }
}
