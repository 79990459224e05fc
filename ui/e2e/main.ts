import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Checks } from "./check";
import { journey } from "./journey";
import { wants } from "./wants";

/** The way of a user through a real server, in a real browser. */
const wanted = wants();
const checks = new Checks();
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));

  const { shots } = wanted;
  if (shots !== null) await mkdir(shots, { recursive: true });
  const shoot = async (name: string) => {
    if (shots !== null) await page.screenshot({ path: join(shots, `${name}.png`) });
  };
  await journey(page, wanted, checks, shoot);
  await checks.check("the console has no errors", () =>
    complaints.length === 0 ? Promise.resolve() : Promise.reject(new Error(complaints.join(" | "))),
  );
} finally {
  await browser.close();
}
console.log(checks.failures === 0 ? "all checks passed" : `${checks.failures} failed`);
process.exitCode = checks.failures === 0 ? 0 : 1;
