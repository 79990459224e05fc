import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { cookieOf, formOf, goTo, json, show } from "./http";
import { challengeOf, SigningKey } from "./keys";
import { errorPage, loginPage } from "./pages";
import { accessClaims, type SignedIn, tokenAnswer, type User } from "./tokens";

/** The one app that users may sign in to. */
export interface Client {
  id: string;
  /** Where the browser may be sent back to after signing in and after signing out. */
  redirectUri: string;
}

interface Code {
  signedIn: SignedIn;
  challenge: string;
  redirectUri: string;
}

const pool = "/eu-west-1_Fake";
const poolCookie = "cognito";

/** A refusal of the token endpoint, in the words of OAuth 2. */
class Refusal extends Error {}

/**
 * A fake of a Cognito user pool with its hosted pages and token endpoint, for tests: what an app and an API
 * see of one, from Cognito's documentation and not from Cognito's code. It keeps everything in memory, its
 * passwords in the open, and speaks plain HTTP on the loopback address; it has no sign-up, no second factor
 * and no invitation. Like the real one it insists on the registered addresses, takes a code once, checks PKCE,
 * remembers who signed in by a cookie of its own, and sends refresh tokens with the first answer only.
 */
export class FakeIssuer {
  readonly key = new SigningKey(randomUUID());
  readonly users: User[] = [];
  /** What the token endpoint was asked for, by grant. */
  readonly granted: string[] = [];
  readonly #server: Server;
  readonly #client: Client;
  readonly #codes = new Map<string, Code>();
  readonly #refreshes = new Map<string, SignedIn>();
  readonly #sessions = new Map<string, User>();
  #port = 0;

  private constructor(client: Client) {
    this.#client = client;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(port: number, client: Client): Promise<FakeIssuer> {
    const issuer = new FakeIssuer(client);
    await new Promise<void>((resolve, reject) => {
      issuer.#server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    issuer.#port = port;
    return issuer;
  }

  /** The hosted pages' origin. */
  get domain(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What tokens say they are from; it is below the hosted pages here, and on another host in AWS. */
  get name(): string {
    return this.domain + pool;
  }

  /** An access token of a user's, as one has it who signed in a moment ago, with some claims changed. */
  accessToken(user: User, changed: Record<string, unknown> = {}, key = this.key): string {
    return key.token({ ...accessClaims(this.name, this.#signedIn(user, null, "openid")), ...changed });
  }

  /** Whether a refresh token is good still, for anybody. */
  get remembers(): boolean {
    return this.#refreshes.size > 0;
  }

  /** As if all refresh tokens and the pages' own cookies had come to their end. */
  forgetEverybody(): void {
    this.#refreshes.clear();
    this.#sessions.clear();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.domain);
    switch (`${request.method ?? ""} ${url.pathname}`) {
      case "GET /oauth2/authorize":
        this.#authorize(url, request, response);
        return;
      case "GET /login":
        show(response, 200, loginPage(randomUUID(), null));
        return;
      case "POST /login":
        this.#login(url, await formOf(request), response);
        return;
      case "GET /logout":
        this.#logout(url, request, response);
        return;
      case "POST /oauth2/token":
      case "POST /oauth2/revoke":
        this.#answer(url, await formOf(request), response);
        return;
      case `GET ${pool}/.well-known/jwks.json`:
        json(response, 200, { keys: [this.key.jwk] });
        return;
      default:
        show(response, 404, errorPage("There is no such page."));
    }
  }

  /** To the form, or past it for a browser that signed in here before. */
  #authorize(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const wrong = this.#wrongIn(url.searchParams);
    if (wrong !== null) {
      show(response, 400, errorPage(wrong));
      return;
    }
    const user = this.#sessions.get(cookieOf(request, poolCookie));
    if (user === undefined) goTo(response, `/login${url.search}`);
    else this.#sendBack(url.searchParams, user, response);
  }

  #wrongIn(asked: URLSearchParams): string | null {
    if (asked.get("client_id") !== this.#client.id) return "invalid_client";
    if (asked.get("redirect_uri") !== this.#client.redirectUri) return "redirect_mismatch";
    if (asked.get("response_type") !== "code") return "unsupported_response_type";
    if (asked.get("code_challenge_method") !== "S256" || !asked.get("code_challenge"))
      return "invalid_request: no PKCE challenge by S256";
    return null;
  }

  #login(url: URL, form: URLSearchParams, response: ServerResponse): void {
    const wrong = this.#wrongIn(url.searchParams);
    const user = this.users.find(
      ({ email, password }) => email === form.get("username") && password === form.get("password"),
    );
    if (wrong !== null || !form.get("_csrf")) {
      show(response, 400, errorPage(wrong ?? "The form is not this page's."));
    } else if (user === undefined) {
      show(response, 200, loginPage(randomUUID(), "Incorrect username or password."));
    } else {
      const session = randomUUID();
      this.#sessions.set(session, user);
      response.setHeader("Set-Cookie", `${poolCookie}=${session}; HttpOnly; SameSite=Lax; Path=/`);
      this.#sendBack(url.searchParams, user, response);
    }
  }

  #sendBack(asked: URLSearchParams, user: User, response: ServerResponse): void {
    const code = randomUUID();
    const { redirectUri } = this.#client;
    const signedIn = this.#signedIn(user, asked.get("nonce"), asked.get("scope") ?? "openid");
    this.#codes.set(code, { signedIn, redirectUri, challenge: asked.get("code_challenge") ?? "" });
    const back = new URLSearchParams({ code, state: asked.get("state") ?? "" });
    goTo(response, `${redirectUri}?${back.toString()}`);
  }

  #logout(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const to = url.searchParams.get("logout_uri");
    if (url.searchParams.get("client_id") !== this.#client.id || to !== this.#client.redirectUri) {
      show(response, 400, errorPage("Required parameters missing or not registered"));
      return;
    }
    this.#sessions.delete(cookieOf(request, poolCookie));
    response.setHeader("Set-Cookie", `${poolCookie}=; Max-Age=0; Path=/`);
    goTo(response, to);
  }

  #answer(url: URL, form: URLSearchParams, response: ServerResponse): void {
    response.setHeader("Access-Control-Allow-Origin", "*");
    try {
      if (form.get("client_id") !== this.#client.id) throw new Refusal("invalid_client");
      if (url.pathname.endsWith("/revoke")) {
        this.#refreshes.delete(form.get("token") ?? "");
        response.writeHead(200).end();
      } else {
        json(response, 200, this.#grant(form));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      json(response, 400, { error: error.message });
    }
  }

  #grant(form: URLSearchParams): Record<string, unknown> {
    const grant = form.get("grant_type") ?? "";
    this.granted.push(grant);
    switch (grant) {
      case "authorization_code": {
        const signedIn = this.#redeem(form);
        const refresh = randomUUID();
        this.#refreshes.set(refresh, { ...signedIn, nonce: null });
        return tokenAnswer(this.key, this.name, signedIn, refresh);
      }
      case "refresh_token": {
        const signedIn = this.#refreshes.get(form.get("refresh_token") ?? "");
        if (signedIn === undefined) throw new Refusal("invalid_grant");
        return tokenAnswer(this.key, this.name, signedIn, null);
      }
      default:
        throw new Refusal("unsupported_grant_type");
    }
  }

  #redeem(form: URLSearchParams): SignedIn {
    const code = form.get("code") ?? "";
    const asked = this.#codes.get(code);
    this.#codes.delete(code);
    if (
      asked?.redirectUri !== form.get("redirect_uri") ||
      asked.challenge !== challengeOf(form.get("code_verifier") ?? "")
    )
      throw new Refusal("invalid_grant");
    return asked.signedIn;
  }

  #signedIn(user: User, nonce: string | null, scope: string): SignedIn {
    return { user, nonce, scope, clientId: this.#client.id, authTime: Math.floor(Date.now() / 1000) };
  }
}
