import { parseArgs } from "node:util";

const usage = `npm run e2e:sign-in -- <baseUrl> --issuer-port PORT [--dag ID] [--shots DIR]
The server must be started with UPDRAFT_ISSUER=http://127.0.0.1:PORT/eu-west-1_Fake, and serve a config.json
with that issuer's domain, http://127.0.0.1:PORT, the client "the-ui" and the redirectUri <baseUrl>/.`;

export interface Wants {
  base: string;
  issuerPort: number;
  dag: string;
  shots: string | null;
}

export function wants(): Wants {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "issuer-port": text, dag: text, shots: text },
  });
  const [base] = positionals;
  const issuerPort = Number(values["issuer-port"]);
  if (base === undefined || !Number.isInteger(issuerPort) || issuerPort < 1) {
    console.error(usage);
    process.exit(2);
  }
  return {
    base: base.replace(/\/$/, ""),
    issuerPort,
    dag: values.dag ?? "hello",
    shots: values.shots ?? null,
  };
}
