import { vi } from "vitest";
import type { SignInConfig } from "./config";

export const config: SignInConfig = {
  domain: "https://sign-in.example",
  clientId: "the-ui",
  redirectUri: "https://updraft.example/",
  scopes: ["openid", "email"],
};

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const encode = (value: unknown) => base64url(new TextEncoder().encode(JSON.stringify(value)));

/** Cognito's token endpoint in memory, and an API that takes its newest token only. */
export class FakeIssuer {
  /** How far the issuer's clock is ahead. */
  aheadSeconds = 0;
  expiresIn = 3600;
  refuses: string | null = null;
  apiRefuses = false;
  issued = 0;
  asked: URLSearchParams[] = [];
  /** What the API was shown. */
  shown: (string | null)[] = [];
  private challenge = "";
  private nonce = "";

  install(): void {
    vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit) => {
      const url = input instanceof Request ? input.url : String(input);
      return url.startsWith(config.domain) ? this.token(url, init) : Promise.resolve(this.api(init));
    });
  }

  /** The hosted page lets the user in: where it sends the browser. */
  allow(authorize: string): URL {
    const asked = new URL(authorize).searchParams;
    this.challenge = asked.get("code_challenge") ?? "";
    this.nonce = asked.get("nonce") ?? "";
    return new URL(`${config.redirectUri}?code=the-code&state=${asked.get("state") ?? ""}`);
  }

  private async token(url: string, init?: RequestInit): Promise<Response> {
    if (url.endsWith("/oauth2/revoke")) return new Response(null, { status: 200 });
    const asked = new URLSearchParams(init?.body as URLSearchParams);
    this.asked.push(asked);
    if (this.refuses !== null) return Response.json({ error: this.refuses }, { status: 400 });
    const verifier = new TextEncoder().encode(asked.get("code_verifier") ?? "");
    const isCode = asked.get("grant_type") === "authorization_code";
    if (
      isCode &&
      base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", verifier))) !== this.challenge
    )
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    this.issued++;
    return Response.json({
      access_token: `access-${this.issued}`,
      token_type: "Bearer",
      expires_in: this.expiresIn,
      id_token: this.idToken(),
      ...(isCode && { refresh_token: "the-refresh-token" }),
    });
  }

  private idToken(): string {
    const now = Math.floor(Date.now() / 1000) + this.aheadSeconds;
    const claims = {
      iss: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC",
      aud: config.clientId,
      sub: "0d1f7b1e",
      email: "ada@example.com",
      nonce: this.nonce,
      iat: now,
      exp: now + 3600,
    };
    return `${encode({ alg: "RS256", kid: "k" })}.${encode(claims)}.${encode("signature")}`;
  }

  private api(init?: RequestInit): Response {
    const shown = new Headers(init?.headers).get("Authorization");
    this.shown.push(shown);
    return shown === `Bearer access-${this.issued}` && !this.apiRefuses
      ? Response.json({ pools: [] })
      : Response.json({ detail: "Token Expired" }, { status: 401 });
  }
}
