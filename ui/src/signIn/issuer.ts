import * as oauth from "oauth4webapi";
import type { SignInConfig } from "./config";
import { SignInError } from "./SignInError";

/** What must be the same when the browser comes back. */
export interface Pending {
  state: string;
  nonce: string;
  verifier: string;
  /** The page that wanted the sign-in. */
  page: string;
}

export interface Tokens {
  access: string;
  /** When the access token ends, in milliseconds since 1970 by this machine's clock. */
  ends: number;
  /** Null: the issuer sent no new one. */
  refresh: string | null;
  /** What to call the user; null if the issuer does not say. */
  name: string | null;
}

/** Cognito's tokens are read with this much patience for clocks that differ. */
const toleranceSeconds = 60;

const clientOf = (config: SignInConfig): oauth.Client => ({
  client_id: config.clientId,
  [oauth.clockTolerance]: toleranceSeconds,
});

const serverOf = (config: SignInConfig, issuer = config.issuer): oauth.AuthorizationServer => ({
  issuer: issuer ?? config.domain,
  authorization_endpoint: `${config.domain}/oauth2/authorize`,
  token_endpoint: `${config.domain}/oauth2/token`,
  revocation_endpoint: `${config.domain}/oauth2/revoke`,
});

/** Only an issuer on this very machine may speak plain HTTP. */
const transport = (config: SignInConfig) => ({
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated to be seen: this is what it is for
  [oauth.allowInsecureRequests]: /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(config.domain),
});

export function begin(page: string): Pending {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    page,
  };
}

/** The hosted page to go to. */
export async function authorizeUrl(config: SignInConfig, pending: Pending): Promise<string> {
  const url = new URL(`${config.domain}/oauth2/authorize`);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: config.clientId,
    redirect_uri: config.redirectUri,
    scope: config.scopes.join(" "),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: "S256",
  }).toString();
  return url.href;
}

export function signOutUrl(config: SignInConfig): string {
  const url = new URL(`${config.domain}/logout`);
  url.search = new URLSearchParams({ client_id: config.clientId, logout_uri: config.redirectUri }).toString();
  return url.href;
}

/** Tokens for the code in the address that the hosted page sent the browser back to. */
export const redeem = (config: SignInConfig, pending: Pending, back: URL) =>
  understood(async () => {
    const client = clientOf(config);
    const answer = oauth.validateAuthResponse(serverOf(config), client, back, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      serverOf(config),
      client,
      oauth.None(),
      answer,
      config.redirectUri,
      pending.verifier,
      transport(config),
    );
    const server = serverOf(config, config.issuer ?? (await issuerIn(response)));
    return tokensOf(
      await oauth.processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: pending.nonce,
      }),
    );
  });

export const renew = (config: SignInConfig, refreshToken: string) =>
  understood(async () => {
    const client = clientOf(config);
    const response = await oauth.refreshTokenGrantRequest(
      serverOf(config),
      client,
      oauth.None(),
      refreshToken,
      transport(config),
    );
    const server = serverOf(config, config.issuer ?? (await issuerIn(response)));
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response));
  });

/** The refresh token, and access tokens made with it, end now. */
export async function revoke(config: SignInConfig, refreshToken: string): Promise<void> {
  const response = await oauth.revocationRequest(
    serverOf(config),
    clientOf(config),
    oauth.None(),
    refreshToken,
    transport(config),
  );
  await oauth.processRevocationResponse(response);
}

function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  const name = claims?.["name"] ?? claims?.["email"] ?? claims?.["cognito:username"];
  return {
    access: answer.access_token,
    ends: Date.now() + (answer.expires_in ?? 300) * 1000,
    refresh: answer.refresh_token ?? null,
    name: typeof name === "string" ? name : null,
  };
}

/**
 * The hosted pages' origin is not the issuer's name. Where nobody configured the name, the ID token's own is
 * taken: it comes straight from the token endpoint over TLS, and is only read for the user's name.
 */
async function issuerIn(response: Response): Promise<string | undefined> {
  try {
    const { id_token } = (await response.clone().json()) as { id_token?: string };
    const [, payload = ""] = (id_token ?? "").split(".");
    const base64 = payload.replaceAll("-", "+").replaceAll("_", "/");
    return (JSON.parse(atob(base64)) as { iss?: string }).iss;
  } catch {
    return undefined; // An error, or no ID token: the library says what is wrong with it.
  }
}

async function understood<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw new SignInError(faultOf(error), (error as Error).message, error);
  }
}

function faultOf(error: unknown): SignInError["fault"] {
  if (error instanceof oauth.AuthorizationResponseError) return "denied";
  if (error instanceof oauth.ResponseBodyError) {
    return error.error === "invalid_grant" ? "expired" : "refused";
  }
  if (error instanceof oauth.OperationProcessingError) {
    return error.code === oauth.JWT_TIMESTAMP_CHECK ? "clock" : "refused";
  }
  return "unreachable";
}
