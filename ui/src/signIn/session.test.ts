// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { get } from "../api/http";
import { current } from "./current";
import { config, FakeIssuer } from "./fakeIssuer";
import { Session } from "./session";

const page = new URL("https://updraft.example/dags/etl?tab=graph#top");
let issuer: FakeIssuer;
let kept: Map<string, string>;
let went: string[];
let replaced: string[];

const open = (shown = page) =>
  new Session(config, {
    go: (url) => went.push(url),
    page: () => shown.pathname + shown.search + shown.hash,
    replace: (to) => replaced.push(to),
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    },
  });

async function signedIn(): Promise<Session> {
  await open().start(page);
  // The browser has left and come back: nothing but the storage is the same.
  const session = open();
  await session.start(issuer.allow(went.at(-1) ?? ""));
  current.session = session;
  return session;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T12:00:00Z") });
  issuer = new FakeIssuer();
  issuer.install();
  kept = new Map();
  went = [];
  replaced = [];
});
afterEach(() => {
  current.session = null;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);

describe("signing in", () => {
  it("goes to the hosted page with PKCE and comes back to the page that was wanted", async () => {
    const session = await signedIn();
    const asked = new URL(went[0] ?? "");
    expect(asked.origin + asked.pathname).toBe("https://sign-in.example/oauth2/authorize");
    expect(asked.searchParams.get("code_challenge_method")).toBe("S256");
    expect(asked.searchParams.get("redirect_uri")).toBe("https://updraft.example/");
    expect(replaced).toEqual(["/dags/etl?tab=graph#top"]);
    expect(session.name).toBe("ada@example.com");
    expect(await get("/api/v2/pools")).toEqual({ pools: [] });
    expect(issuer.shown).toEqual(["Bearer access-1"]);
  });

  it("keeps no access token outside memory", async () => {
    await signedIn();
    expect([...kept.values()].join()).not.toContain("access-");
  });

  it("survives a reload without the hosted page", async () => {
    await signedIn();
    expect(await open().start(page)).toBe(true);
    expect(went).toHaveLength(1);
    expect(issuer.asked.at(-1)?.get("grant_type")).toBe("refresh_token");
  });

  it("does not redeem a code that somebody else asked for", async () => {
    await open().start(page);
    const back = issuer.allow(went[0] ?? "");
    back.searchParams.set("state", "of-another");
    await expect(open().start(back)).rejects.toMatchObject({ name: "SignInError" });
    expect(issuer.asked).toHaveLength(0);
  });

  it("takes a page that filters runs by state for a page, even while an answer is waited for", async () => {
    const runs = new URL("https://updraft.example/dags/etl/runs?state=failed");
    await open(runs).start(runs);
    expect(await open(runs).start(runs)).toBe(false);
    await open().start(issuer.allow(went.at(-1) ?? ""));
    expect(replaced).toEqual(["/dags/etl/runs?state=failed"]);
  });

  it("starts over when nobody waits for the answer", async () => {
    expect(await open().start(new URL("https://updraft.example/?code=old&state=old"))).toBe(false);
    expect(JSON.parse(kept.get("updraft.signIn.pending") ?? "{}")).toMatchObject({ page: "/" });
  });
});

describe("what can go wrong says so", () => {
  const failure = async (back: (url: URL) => void) => {
    await open().start(page);
    const url = issuer.allow(went[0] ?? "");
    back(url);
    return open().start(url);
  };
  it("denied by the hosted page", async () => {
    await expect(
      failure((url) => {
        url.searchParams.delete("code");
        url.searchParams.set("error", "access_denied");
      }),
    ).rejects.toMatchObject({ fault: "denied" });
  });
  it("a code that took too long", async () => {
    issuer.refuses = "invalid_grant";
    await expect(failure(() => undefined)).rejects.toMatchObject({ fault: "expired" });
  });
  it("a clock two hours ahead, but not one that is half a minute behind", async () => {
    issuer.aheadSeconds = 3600 * -2;
    await expect(failure(() => undefined)).rejects.toMatchObject({ fault: "clock" });
    issuer.aheadSeconds = 30;
    await expect(signedIn()).resolves.toBeInstanceOf(Session);
  });
});

describe("a session", () => {
  it("renews a token before it ends, once for all who wait", async () => {
    await signedIn();
    pass(3600 - 30);
    await Promise.all([get("/a"), get("/b"), get("/c")]);
    expect(issuer.issued).toBe(2);
    expect(new Set(issuer.shown)).toEqual(new Set(["Bearer access-2"]));
  });

  it("gets another token when the API refuses one, and asks again", async () => {
    await signedIn();
    pass(600);
    issuer.issued = 7;
    expect(await get("/api/v2/pools")).toEqual({ pools: [] });
    expect(issuer.shown).toEqual(["Bearer access-1", "Bearer access-8"]);
  });

  it("leaves for the hosted page once when it cannot be renewed, however many requests find out", async () => {
    await signedIn();
    pass(4000);
    issuer.refuses = "invalid_grant";
    const expired = { fault: "expired" };
    await Promise.all(["/a", "/b"].map((url) => expect(get(url)).rejects.toMatchObject(expired)));
    await expect(get("/c")).rejects.toMatchObject(expired);
    expect(went).toHaveLength(2);
    pass(60); // The page was left, and came back out of the browser's cache.
    await expect(get("/d")).rejects.toMatchObject(expired);
    expect(went).toHaveLength(3);
    expect(kept.has("updraft.signIn.refresh")).toBe(false);
  });

  it("does not go round in circles when a fresh token is refused", async () => {
    await signedIn();
    issuer.apiRefuses = true;
    await expect(get("/api/v2/pools")).rejects.toMatchObject({ fault: "clock" });
    expect(went).toHaveLength(1);
  });

  it("ends at the hosted page, and nothing stays", async () => {
    const session = await signedIn();
    await session.signOut();
    expect(went.at(-1)).toBe(
      "https://sign-in.example/logout?client_id=the-ui&logout_uri=https%3A%2F%2Fupdraft.example%2F",
    );
    expect(kept.size).toBe(0);
  });

  it("is not undone by a request that runs meanwhile", async () => {
    const session = await signedIn();
    const out = session.signOut();
    await expect(get("/api/v2/pools")).rejects.toThrow("signed out");
    await out;
    pass(60);
    await expect(get("/api/v2/pools")).rejects.toThrow("signed out");
    expect(went.slice(1)).toEqual([expect.stringContaining("/logout?")]);
  });

  it("is not undone by a renewal that was under way", async () => {
    const session = await signedIn();
    pass(3590);
    const renewing = get("/api/v2/pools").catch(() => undefined);
    await session.signOut();
    await renewing;
    await expect(get("/api/v2/pools")).rejects.toThrow("signed out");
    expect(kept.size).toBe(0);
    expect(went.slice(1)).toEqual([expect.stringContaining("/logout?")]);
  });
});
