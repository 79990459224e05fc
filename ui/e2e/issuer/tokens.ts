import { randomUUID } from "node:crypto";
import type { SigningKey } from "./keys";

/** Somebody in the pool. */
export interface User {
  email: string;
  password: string;
  /** Airflow's roles among them. */
  groups: string[];
}

/** What is said of a sign-in in all its tokens. */
export interface SignedIn {
  user: User;
  clientId: string;
  nonce: string | null;
  scope: string;
  /** In seconds since 1970. */
  authTime: number;
}

const lifetimeSeconds = 3600;
const now = () => Math.floor(Date.now() / 1000);
const subjectOf = (user: User) => `sub-of-${user.email}`;

const common = (issuer: string, { user, authTime }: SignedIn) => ({
  sub: subjectOf(user),
  ...(user.groups.length > 0 && { "cognito:groups": user.groups }),
  iss: issuer,
  origin_jti: randomUUID(),
  event_id: randomUUID(),
  auth_time: authTime,
  iat: now(),
  exp: now() + lifetimeSeconds,
  jti: randomUUID(),
});

/** The claims of an access token, as Cognito writes them for a pool whose users sign in by email. */
export const accessClaims = (issuer: string, signedIn: SignedIn): Record<string, unknown> => ({
  ...common(issuer, signedIn),
  client_id: signedIn.clientId,
  token_use: "access",
  scope: signedIn.scope,
  username: subjectOf(signedIn.user),
  version: 2,
});

/** The claims of an ID token. */
export const idClaims = (issuer: string, signedIn: SignedIn): Record<string, unknown> => ({
  ...common(issuer, signedIn),
  aud: signedIn.clientId,
  token_use: "id",
  "cognito:username": subjectOf(signedIn.user),
  email: signedIn.user.email,
  email_verified: true,
  ...(signedIn.nonce !== null && { nonce: signedIn.nonce }),
});

/** The token endpoint's answer; the refresh token is sent with the first one only. */
export const tokenAnswer = (key: SigningKey, issuer: string, signedIn: SignedIn, refresh: string | null) => ({
  id_token: key.token(idClaims(issuer, signedIn)),
  access_token: key.token(accessClaims(issuer, signedIn)),
  ...(refresh !== null && { refresh_token: refresh }),
  expires_in: lifetimeSeconds,
  token_type: "Bearer",
});
