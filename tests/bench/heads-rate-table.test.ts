/** The times of the heads as MODEL_CARD prints them. */
import { expect, it } from "vitest";
import type { HeadsRate } from "../../bench/heads-rate";
import { headsRateTable } from "../../scripts/heads-rate-table";

const rate: HeadsRate = {
  madeBy: "bench/heads-rate.ts",
  date: "2026-11-26",
  machine: "2 cores, some processor",
  node: "v20.9.0",
  calls: 300,
  features: 2048,
  zeroFeatures: 1200,
  medians: [
    { id: "wide-network", name: "Wide neural network", ms: 0.20449 },
    { id: "cubic-svm", name: "Cubic SVM", ms: 1.0449 },
  ],
  allMs: 1.2449,
  runs: [],
};

it("has a row a head, one of all together, and says how it was measured", () => {
  const lines = headsRateTable(rate).split("\n");
  expect(lines.slice(2, 5)).toEqual([
    "| Wide neural network | 0.204 ms |",
    "| Cubic SVM | 1.04 ms |",
    "| all, one after another | 1.24 ms |",
  ]);
  expect(lines.at(-1)).toBe(
    "Plain TypeScript on one embedding, of whose 2048 features 1200 are 0; medians of 300 calls. " +
      "Measured on 2026-11-26, 2 cores, some processor, Node 20.9.0 (`npm run bench:heads`).",
  );
});
