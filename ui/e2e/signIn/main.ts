import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { Checks } from "../check";
import { FakeIssuer } from "../issuer/FakeIssuer";
import { looks } from "./looks";
import { people } from "./people";
import { contentPolicy } from "./policy";
import { nobodySeesNothing, opsConfigure, userTriggers, viewerReads } from "./roles";
import { expiring, signingIn, signingOut } from "./session";
import { tokens } from "./tokens";
import { wants } from "./wants";

/** Signing in to a real server in a real browser, at a user pool that is a fake. */
const { base, issuerPort, dag, shots } = wants();
const checks = new Checks();
const issuer = await FakeIssuer.start(issuerPort, { id: "the-ui", redirectUri: `${base}/` });
issuer.users.push(...Object.values(people));
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    // A page whose headers were changed on the way is nobody's local page any more, and the issuer is local.
    "--disable-features=LocalNetworkAccessChecks",
  ],
});
try {
  if (shots !== null) await mkdir(shots, { recursive: true });
  const policy = await contentPolicy(issuer.domain);
  const walk = { browser, issuer, base, dag, policy, checks, shots };
  for (const part of [
    signingIn,
    userTriggers,
    viewerReads,
    opsConfigure,
    nobodySeesNothing,
    expiring,
    signingOut,
    tokens,
    looks,
  ])
    await checks.check(`— ${part.name} —`, () => part(walk));
} finally {
  await browser.close();
  await issuer.stop();
}
console.log(checks.failures === 0 ? "all checks passed" : `${checks.failures} failed`);
process.exitCode = checks.failures === 0 ? 0 : 1;
