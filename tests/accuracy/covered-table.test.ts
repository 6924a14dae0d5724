/** The table of what the gate "covered" tells, from a report of made-up counts. */
import { expect, it } from "vitest";
import { coveredTable } from "../../scripts/covered-table";
import type { CoveredReport } from "../../training/covered-report";

const REPORT: CoveredReport = {
  madeBy: "training/train_covered.py",
  date: "2026-11-30",
  backbone: "0".repeat(64),
  coveredGate: { sha256: "1".repeat(64), maximumCovered: 0.835 },
  size: 96,
  untouched: [
    { size: 96, equalized: true, refused: [42, 3500], refusedOfOpen: [10, 3450] },
    { size: 96, equalized: false, refused: [14, 875], refusedOfOpen: [3, 860] },
  ],
  rows: [
    {
      shapes: null,
      share: 0,
      refused: [20, 2000],
      right: [1860, 2000],
      rightOfKept: [1850, 1980],
      rightOfRefused: [10, 20],
    },
    {
      shapes: "training",
      share: 0.45,
      refused: [600, 1000],
      right: [700, 1000],
      rightOfKept: [320, 400],
      rightOfRefused: [380, 600],
    },
    {
      shapes: "other",
      share: 0.45,
      refused: [1000, 1000],
      right: [690, 1000],
      rightOfKept: [0, 0],
      rightOfRefused: [690, 1000],
    },
  ],
};

const text = coveredTable(REPORT);

it("has a line of each share and group of shapes, with intervals, and nothing where nobody is kept", () => {
  expect(text.split("\n").slice(2, 5)).toEqual([
    "| nothing | – | 1.0 % (0.6–1.5) | 93.0 % (91.8–94.0) | 93.4 % (92.3–94.4) | 50.0 % (29.9–70.1) |",
    "| 45 % | as in training | 60.0 % (56.9–63.0) | 70.0 % (67.1–72.8) | 80.0 % (75.8–83.6) | 63.3 % (59.4–67.1) |",
    "| 45 % | others | 100.0 % (99.6–100.0) | 69.0 % (66.1–71.8) | – | 69.0 % (66.1–71.8) |",
  ]);
});

it("says how many faces there were, and what is refused though nothing covers it", () => {
  expect(text).toContain("(limit 0.835)");
  expect(text).toContain("2,000 untouched and\n1,000 a row");
  expect(text).toContain(
    "1.2 % of 3,500 at 96 px (0.3 % of the open ones); 1.6 % of 875 at 96 px, not equalized (0.3 % of the open ones).",
  );
});
