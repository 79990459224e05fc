import type { SignInConfig } from "./config";
import { authorizeUrl, begin, type Pending, redeem, renew, revoke, signOutUrl, type Tokens } from "./issuer";
import { SignInError } from "./SignInError";

const pendingKey = "updraft.signIn.pending";
const refreshKey = "updraft.signIn.refresh";

/** An access token with less than this left is renewed before it is used. */
const spareMs = 60_000;
/** A sign-in younger than this that is refused will not be better for being repeated. */
const freshMs = 30_000;
/** For so long a page that is being left is not sent away again by the next request that fails. */
const leavingMs = 5_000;

/** What a session needs of the browser. */
export interface Browser {
  /** Leaves the page; does not come back. */
  go: (url: string) => void;
  /** The page that is shown, from its path on. */
  page: () => string;
  /** Changes the address without loading anything. */
  replace: (page: string) => void;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

/** One user's sign-in in one tab. Access tokens stay in memory. */
export class Session {
  readonly #config: SignInConfig;
  readonly #browser: Browser;
  #tokens: Tokens | null = null;
  #name: string | null = null;
  #since = 0;
  #left = 0;
  #isOut = false;
  #renewing: Promise<void> | null = null;

  constructor(config: SignInConfig, browser: Browser) {
    this.#config = config;
    this.#browser = browser;
  }

  /** What to call the user; null if the issuer does not say. */
  get name(): string | null {
    return this.#name;
  }

  /** True: signed in. False: the browser is leaving for the hosted pages. */
  async start(here: URL): Promise<boolean> {
    const pending = this.#pending();
    const isAnswer = this.#isAnswer(here);
    if (isAnswer && pending !== null) {
      this.#browser.storage.removeItem(pendingKey);
      this.#browser.replace(pending.page);
      this.#keep(await redeem(this.#config, pending, here));
      return true;
    }
    if (await this.#renew()) return true;
    // An answer that nobody here waits for is no page to come back to.
    await this.signIn(isAnswer ? "/" : this.#browser.page());
    return false;
  }

  /** Whether the hosted pages sent the browser here. Pages of this site have a `state` of their own: runs'. */
  #isAnswer({ origin, pathname, searchParams }: URL): boolean {
    return (
      origin + pathname === this.#config.redirectUri &&
      searchParams.has("state") &&
      (searchParams.has("code") || searchParams.has("error"))
    );
  }

  /** An access token that is good now. */
  async token(): Promise<string> {
    if (this.#tokens === null || this.#tokens.ends - Date.now() < spareMs) await this.#renew();
    if (this.#tokens === null || this.#tokens.ends <= Date.now()) throw await this.#expired();
    return this.#tokens.access;
  }

  /** After the API refused a token: another one, or an error while the browser leaves to sign in. */
  async another(refused: string): Promise<string> {
    if (this.#tokens !== null && this.#tokens.access !== refused) return this.#tokens.access;
    if (Date.now() - this.#since < freshMs) {
      throw new SignInError(
        "clock",
        "The server refuses a token that was issued a moment ago. Its clock or this deployment's issuer is wrong.",
      );
    }
    if (!(await this.#renew()) || this.#tokens === null) throw await this.#expired();
    return this.#tokens.access;
  }

  /** Leaves for the hosted pages, to come back to a page of this site. */
  async signIn(page: string): Promise<void> {
    this.#left = Date.now();
    const pending = begin(page);
    this.#browser.storage.setItem(pendingKey, JSON.stringify(pending));
    this.#browser.go(await authorizeUrl(this.#config, pending));
  }

  /** From here on the session gives no token and leads nowhere else, whatever requests still run. */
  async signOut(): Promise<void> {
    this.#isOut = true;
    const refresh = this.#browser.storage.getItem(refreshKey);
    this.#forget();
    // The hosted pages forget the user anyway; that the token could not be revoked must not keep anybody here.
    if (refresh !== null) await revoke(this.#config, refresh).catch(() => undefined);
    this.#browser.go(signOutUrl(this.#config));
  }

  async #expired(): Promise<SignInError> {
    if (this.#isOut) return new SignInError("expired", "You have signed out.");
    if (Date.now() - this.#left >= leavingMs) await this.signIn(this.#browser.page());
    return new SignInError("expired", "Your sign-in has expired: signing in again …");
  }

  /** One renewal at a time, however many requests wait for it; false if there is nothing to renew with. */
  async #renew(): Promise<boolean> {
    const refresh = this.#browser.storage.getItem(refreshKey);
    if (refresh === null) return false;
    this.#renewing ??= this.#renewWith(refresh).finally(() => {
      this.#renewing = null;
    });
    await this.#renewing;
    return this.#tokens !== null;
  }

  async #renewWith(refresh: string): Promise<void> {
    try {
      this.#keep(await renew(this.#config, refresh));
    } catch (error) {
      if (!(error instanceof SignInError) || error.fault !== "expired") throw error;
      this.#forget();
    }
  }

  #keep(tokens: Tokens): void {
    if (this.#isOut) return;
    this.#tokens = tokens;
    this.#name = tokens.name ?? this.#name;
    this.#since = Date.now();
    if (tokens.refresh !== null) this.#browser.storage.setItem(refreshKey, tokens.refresh);
  }

  #forget(): void {
    this.#tokens = null;
    this.#browser.storage.removeItem(refreshKey);
  }

  #pending(): Pending | null {
    const text = this.#browser.storage.getItem(pendingKey);
    return text === null ? null : (JSON.parse(text) as Pending);
  }
}
