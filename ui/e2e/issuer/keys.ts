import { createHash, generateKeyPairSync, type JsonWebKey, sign } from "node:crypto";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A key that tokens are signed with, RS256 as Cognito's. */
export class SigningKey {
  readonly id: string;
  readonly #pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

  constructor(id: string) {
    this.id = id;
  }

  /** As it is published. */
  get jwk(): JsonWebKey {
    return {
      ...this.#pair.publicKey.export({ format: "jwk" }),
      kid: this.id,
      alg: "RS256",
      use: "sig",
    };
  }

  /** A JSON Web Token with these claims. */
  token(claims: Record<string, unknown>): string {
    const said = `${encode({ kid: this.id, alg: "RS256" })}.${encode(claims)}`;
    return `${said}.${sign("RSA-SHA256", Buffer.from(said), this.#pair.privateKey).toString("base64url")}`;
  }
}

/** What a PKCE verifier's challenge must be, by the method S256. */
export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");
