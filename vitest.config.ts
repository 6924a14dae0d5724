/**
 * Two projects, so that `npm test` runs them one after the other: "unit" (unit, property and parity tests; no network)
 * and "e2e" (the production build in a real browser). File parallelism of e2e is off, because each file measures a
 * page that computes on every core. Run one with `npm test -- unit PATTERN` or `npm test -- e2e PATTERN`.
 */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**"],
          // Loading tfjs' wasm backend on a busy machine with one core takes seconds, not milliseconds.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.e2e.test.ts"],
          globalSetup: ["tests/e2e/serve-production-build.ts"],
          // Software rendering and software convolutions: generous, but not endless.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
