import { renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { useLog } from "./useLog";

const key = { dagId: "d", runId: "manual__2026-01-01T00:00:00+00:00", taskId: "t", mapIndex: -1 };

function serve(answers: { status?: number; body: unknown }[]) {
  const asked: URL[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(new URL(url, "http://x"));
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    return Promise.resolve(
      new Response(JSON.stringify(answer?.body), {
        status: answer?.status ?? 200,
        headers: { "content-type": "application/json" },
      }),
    );
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it("appends what each token brings, until there is none", async () => {
  const asked = serve([
    { body: { content: [{ event: "one" }], continuation_token: "a" } },
    { body: { content: [{ event: "two" }], continuation_token: "b" } },
    { body: { content: [{ event: "three" }], continuation_token: null } },
  ]);
  const { result } = renderHook(() => useLog(key, 1, true));
  await waitFor(() => {
    expect(result.current.following).toBe(false);
  });
  expect(result.current.lines.map((line) => line.text)).toEqual(["one", "two", "three"]);
  expect(asked.map((url) => url.searchParams.get("token"))).toEqual([null, "a", "b"]);
  expect(asked[0]?.pathname).toContain("manual__2026-01-01T00%3A00%3A00%2B00%3A00");
});

it("says what the server said when a finished task has no log", async () => {
  serve([{ status: 404, body: { detail: "TaskInstance not found" } }]);
  const { result } = renderHook(() => useLog(key, 1, true));
  await waitFor(() => {
    expect(result.current.error?.message).toBe("TaskInstance not found");
  });
  expect(result.current.following).toBe(false);
});
