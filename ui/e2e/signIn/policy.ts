import { readFile } from "node:fs/promises";
import { join } from "node:path";

const source = join(
  import.meta.dirname,
  "../../../infra-cdk/src/main/java/dev/updraft/infra/SecurityHeaders.java",
);

/**
 * The content security policy that CloudFront sends with the UI, out of the source that says it: a copy here
 * would be right only until that changes.
 */
export async function contentPolicy(signIn: string): Promise<string> {
  const [, list = ""] = /String\.join\(\s*"; ",([^;]*)\);/.exec(await readFile(source, "utf8")) ?? [];
  const parts = list
    .split(",")
    .map((part) => /"([^"]*)"( \+ signIn)?/.exec(part))
    .map((found) => (found?.[1] ?? "") + (found?.[2] === undefined ? "" : signIn));
  const policy = parts.join("; ");
  if (!policy.startsWith("default-src") || !policy.includes(`connect-src 'self' ${signIn}`))
    throw new Error(`no content security policy found in ${source}`);
  return policy;
}
