/**
 * Projects that `npm test` runs: "unit" (unit, property and parity tests; no network), then the production build in a
 * real browser: "e2e", two files at a time, and "e2e-alone", one, for what counts frames or processor time, or starts
 * servers. Run one with `npm test -- unit PATTERN` or `npm test -- e2e PATTERN`.
 */
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const ALONE = ["clips", "page-life", "start", "webcam"].map((name) => `tests/e2e/${name}.e2e.test.ts`);

const END_TO_END = {
  globalSetup: ["tests/e2e/serve-production-build.ts"],
  // Software rendering and software convolutions: generous, but not endless.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**"],
          // Vitest's own choice would leave one of two cores idle.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          // Loading tfjs' wasm backend on a busy machine with one core takes seconds, not milliseconds.
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          ...END_TO_END,
          name: "e2e",
          include: ["tests/e2e/**/*.e2e.test.ts"],
          exclude: ALONE,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...END_TO_END, name: "e2e-alone", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 2 } },
      },
    ],
  },
});
