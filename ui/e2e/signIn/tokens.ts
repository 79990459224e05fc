import { SigningKey } from "../issuer/keys";
import { idClaims } from "../issuer/tokens";
import { call, expectAnswer } from "./api";
import { people } from "./people";
import type { Walk } from "./Walk";

/** Tokens as scripts show them; those that are none get Airflow's own refusals. */
export async function tokens({ base, issuer, checks }: Walk): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const get = (token: string | null) => call(base, token, "GET", "/api/v2/dags");
  const refused = (name: string, token: string, status: number, detail: string) =>
    checks.check(`${name} gets ${status} "${detail}"`, async () => {
      expectAnswer(await get(token), status, detail);
    });

  await checks.check("a script's token is taken", async () => {
    expectAnswer(await get(issuer.accessToken(people.viewer)), 200);
  });
  await checks.check('no token at all gets 401 "Not authenticated"', async () => {
    expectAnswer(await get(null), 401, "Not authenticated");
  });
  await checks.check("whether it is up, the server tells everybody", async () => {
    expectAnswer(await call(base, null, "GET", "/api/v2/monitor/health"), 200);
  });
  const ended = { iat: now - 7200, exp: now - 3600 };
  await refused("an expired token", issuer.accessToken(people.admin, ended), 401, "Token Expired");
  const none = "Invalid JWT token";
  const another = issuer.name.replace("_Fake", "_Other");
  await refused("another pool's token", issuer.accessToken(people.admin, { iss: another }), 403, none);
  const forger = new SigningKey(issuer.key.id);
  await refused("a forged token", issuer.accessToken(people.admin, {}, forger), 403, none);
  const signedIn = {
    user: people.admin,
    clientId: "the-ui",
    nonce: null,
    scope: "openid",
    authTime: now,
  };
  await refused("an ID token", issuer.key.token(idClaims(issuer.name, signedIn)), 403, none);
  const [header = "", , signature = ""] = issuer.accessToken(people.viewer).split(".");
  const [, promoted = ""] = issuer.accessToken(people.admin).split(".");
  await refused("a token with another's claims", [header, promoted, signature].join("."), 403, none);
  const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
  await refused("a token without a signature", `${unsigned}.${promoted}.`, 403, none);
}
