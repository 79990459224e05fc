/** Where users sign in: Cognito's hosted pages, or an issuer with the same addresses. */
export interface SignInConfig {
  /** The hosted pages' origin; `/oauth2/authorize`, `/oauth2/token` and `/logout` are below it. */
  domain: string;
  clientId: string;
  /** Where the hosted pages send the browser back to; the root of this site. */
  redirectUri: string;
  scopes: string[];
  /** Whose `iss` the ID token must have; without it, whatever the token endpoint sends is taken. */
  issuer?: string;
}

/** Null: this deployment asks for no sign-in. So says the file of a fresh build, and a site without the file. */
export async function loadConfig(): Promise<SignInConfig | null> {
  const response = await fetch("/config.json", { headers: { Accept: "application/json" } });
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  if (response.status === 404 || (response.ok && !isJson)) return null;
  if (!response.ok) throw new Error(`/config.json: the server answered ${response.status}`);
  const { signIn } = (await response.json()) as { signIn?: SignInConfig | null };
  return signIn ?? null;
}
