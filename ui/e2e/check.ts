/** One line a check; the run goes on after a failure, to tell all that is wrong at once. */
export class Checks {
  failures = 0;

  async check<T>(name: string, body: () => Promise<T>): Promise<T | null> {
    const start = Date.now();
    try {
      const value = await body();
      console.log(`ok    ${name} (${Date.now() - start} ms)`);
      return value;
    } catch (error) {
      this.failures++;
      const [reason = ""] = (error as Error).message.split("\n");
      console.log(`FAIL  ${name}: ${reason}`);
      return null;
    }
  }
}

export function expect(condition: boolean, reason: string): asserts condition {
  if (!condition) throw new Error(reason);
}
