import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { HealthNotice } from "../app/HealthNotice";
import { ReadingNotice } from "./ReadingNotice";

function show(health: unknown, what: ReactNode) {
  const asked = vi.fn(() =>
    Promise.resolve(
      new Response(JSON.stringify(health), { headers: { "content-type": "application/json" } }),
    ),
  );
  vi.stubGlobal("fetch", asked);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}>{what}</QueryClientProvider>);
  return asked;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("says how many DAG files have been read", async () => {
  show({ dag_processor: { status: "healthy", reading: { read: 52, total: 228 } } }, <ReadingNotice />);
  await screen.findByText("Reading 52 of 228 DAG files.");
});

it("says nothing once all are read", async () => {
  const asked = show({ dag_processor: { status: "healthy" } }, <ReadingNotice />);
  await waitFor(() => {
    expect(asked).toHaveBeenCalled();
  });
  expect(screen.queryByRole("status")).toBeNull();
});

it("says why nothing can be stored", async () => {
  show(
    { metadatabase: { status: "unhealthy", problem: "the data folder /d has 3 kB of space left" } },
    <HealthNotice />,
  );
  await screen.findByText(/the data folder \/d has 3 kB of space left/);
});
