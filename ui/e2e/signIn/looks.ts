import { expect } from "../check";
import { people } from "./people";
import { Tab, type Walk } from "./Walk";

/** Who is signed in fits on every page's top, light and dark, wide and narrow. */
export async function looks(walk: Walk): Promise<void> {
  for (const scheme of ["light", "dark"] as const)
    for (const width of [1280, 390])
      await walk.checks.check(`signed in, in ${scheme}, the pages fit ${width} px`, async () => {
        const tab = await Tab.open(walk, scheme, width);
        try {
          await tab.openAs(people.viewer, `/dags/${walk.dag}`);
          for (const [name, path] of [
            ["dag", `/dags/${walk.dag}`],
            ["dags", "/"],
          ] as const) {
            await tab.page.goto(walk.base + path);
            await tab.page.getByRole("button", { name: `Trigger ${walk.dag}` }).waitFor();
            await tab.shoot(`signed-in-${name}-${scheme}-${width}`);
            const over = await tab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            expect(over <= 0, `${path} is ${over} px too wide`);
          }
        } finally {
          await tab.close();
        }
      });
}
