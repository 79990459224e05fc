import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const api = process.env["UPDRAFT_API"] ?? "http://localhost:8090";

export default defineConfig({
  plugins: [react()],
  // In production the API answers on the page's own origin; in development this proxy makes it look so.
  server: { proxy: { "/api": api, "/ui/": api } },
  build: { target: "es2022" },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
