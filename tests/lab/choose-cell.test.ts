/** What a person chose, where the report has that cell and where it does not. Made-up report. */
import { describe, expect, it } from "vitest";
import {
  findCell,
  findLeakage,
  findSplit,
  firstChoice,
  nearestChoice,
  printedRate,
  rowsOf,
  type Choice,
} from "../../components/lab/choose-cell";
import { longestSeconds, timeRows } from "../../components/lab/time-rows";
import { exampleReport } from "../experiments/example-answers";

const report = exampleReport();
const { cells } = report;
const FLIP: Choice = {
  backbone: "ours",
  protocol: "honest",
  set: "DS4",
  augmentation: "rotation-flip",
  equalized: true,
  classifier: "wide-network",
};

describe("choice", () => {
  it("begins at the paper's Table 5, honest, on the backbone of the best", () => {
    const first = firstChoice(report);
    expect(first).toEqual({
      backbone: "ours",
      protocol: "honest",
      set: "DS4",
      augmentation: "rotation",
      equalized: false,
      classifier: "cubic-svm",
    });
    expect(findCell(cells, first)?.accuracy).toMatchObject({ right: 43, of: 60 });
  });

  it("stays as it is where it was measured, whatever it is", () => {
    for (const cell of cells) {
      const { backbone, protocol, set, augmentation, equalized, classifier } = cell;
      const choice: Choice = { backbone, protocol, set, augmentation, equalized, classifier };
      expect(nearestChoice(cells, choice)).toEqual(choice);
      expect(findCell(cells, choice)).toBe(cell);
    }
  });

  it("the mirrored row under the paper's protocol falls back to turning alone", () => {
    const wanted: Choice = { ...FLIP, protocol: "paper" };
    expect(findCell(cells, wanted)).toBeUndefined();
    expect(nearestChoice(cells, wanted)).toEqual({ ...wanted, augmentation: "rotation" });
  });

  it("a report of one cell leaves one choice", () => {
    const [only] = cells.filter(({ set, equalized }) => set === "DS2" && equalized);
    expect(findCell([only], nearestChoice([only], FLIP))).toBe(only);
  });
});

describe("what belongs to it", () => {
  it("rows in the paper's order, the mirrored one last and only where it was measured", () => {
    expect(rowsOf(cells, "imagenet").map(({ set }) => set)).toEqual(["DS1", "DS2", "DS3", "DS4"]);
    expect(rowsOf(cells, "ours").at(-1)).toEqual({ set: "DS4", augmentation: "rotation-flip" });
  });

  it("the paper's figure, and none where it has none", () => {
    const ds4 = { set: "DS4", augmentation: "rotation" } as const;
    expect(printedRate(ds4, false, "cubic-svm")).toBeCloseTo(0.997, 12);
    expect(printedRate(ds4, true, "cubic-svm")).toBeCloseTo(0.996, 12);
    expect(printedRate(FLIP, true, "cubic-svm")).toBeNull();
    expect(printedRate(ds4, false, "forest")).toBeNull();
  });

  it("leakage where there are copies under both protocols", () => {
    expect(findLeakage(report.leakage, firstChoice(report))?.difference).toBeCloseTo(17 / 60, 12);
    expect(findLeakage(report.leakage, { ...FLIP, set: "DS1", augmentation: "none" })).toBeUndefined();
    expect(findLeakage(report.leakage, FLIP)).toBeUndefined();
  });

  it("the split of a set: twins under the paper's protocol, none under the honest one", () => {
    const place = { backbone: "ours", set: "DS4", augmentation: "rotation" } as const;
    expect(findSplit(report.splits, { ...place, protocol: "paper" })?.testWithTwin).toBeGreaterThan(0);
    expect(findSplit(report.splits, { ...place, protocol: "honest" })?.testWithTwin).toBe(0);
  });

  it("times on DS4 whatever the set, with the two figures of the paper's text", () => {
    const rows = timeRows(report, { ...FLIP, set: "DS1", augmentation: "none" });
    expect(rows.map(({ trainSeconds }) => trainSeconds)).toEqual(Array(7).fill(1.235));
    expect(rows.filter(({ printedSeconds }) => printedSeconds !== null).map(({ id }) => id)).toEqual([
      "medium-network",
      "cubic-svm",
    ]);
    expect(longestSeconds(rows)).toBe(116.8);
    expect(timeRows({ ...report, cells: [] }, FLIP)[0].trainSeconds).toBeNull();
    expect(longestSeconds([])).toBeGreaterThan(0);
  });
});
