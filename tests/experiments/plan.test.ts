/** Table 1: the counts are the paper's, and shrink together where originals are few. */
import { describe, expect, it, test } from "vitest";
import {
  PAPER_CLASSIFIERS,
  PAPER_CONFUSION,
  PAPER_COUNTS,
  PAPER_SETS,
  paperAccuracyPercent,
} from "../../lib/evidence/paper";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import {
  countsOf,
  FLIP_ROW,
  largestFactor,
  PAPER_ROWS,
  protocolsOf,
  rowsOf,
  trainingHalf,
} from "../../training/experiments/plan";

describe("the paper's Table 1", () => {
  test.each([
    ["DS1", 1435, 1165, 1089, 3689, 0],
    ["DS2", 1435, 1435, 1435, 4305, 616],
    ["DS3", 2000, 2000, 2000, 6000, 2311],
    ["DS4", 5000, 5000, 5000, 15000, 11311],
  ] as const)("%s: %i happy, %i sad, %i surprise, %i in all, %i new", (set, happy, sad, surprise, total, fresh) => {
    const counts = countsOf(set, 1);
    expect(counts).toEqual({ happy, sad, surprise });
    expect(PAPER_COUNTS[set]).toEqual(counts);
    expect(counts.happy + counts.sad + counts.surprise).toBe(total);
    const { DS1 } = PAPER_COUNTS;
    expect(total - DS1.happy - DS1.sad - DS1.surprise).toBe(fresh);
  });

  it("has a half of 2,500 a class on DS4, as Table 5", () => {
    expect(trainingHalf(PAPER_COUNTS.DS4.sad)).toBe(2500);
    PAPER_CONFUSION.forEach((row) => expect(row.reduce((sum, count) => sum + count, 0)).toBe(2500));
  });
});

it("the paper's columns are our classifiers, in the same order", () => {
  expect(PAPER_CLASSIFIERS).toEqual(CLASSIFIERS.map(({ id }) => id));
  expect(paperAccuracyPercent("DS4", false, "cubic-svm")).toBe(99.7);
  expect(paperAccuracyPercent("DS1", true, "medium-network")).toBe(96.3);
});

describe("largestFactor", () => {
  it("is 1 where there are as many originals as in DS1, with none to spare", () => {
    expect(largestFactor(PAPER_COUNTS.DS1, 100)).toBe(1);
  });

  it("leaves the reserve of the scarcest class: 828 surprised faces, 100 kept, give 0.66", () => {
    expect(largestFactor({ happy: 1767, sad: 1240, surprise: 828 }, 100)).toBe(0.66);
    expect(countsOf("DS1", 0.66)).toEqual({ happy: 947, sad: 769, surprise: 719 });
    expect(countsOf("DS2", 0.66)).toEqual({ happy: 947, sad: 947, surprise: 947 });
  });

  it("refuses pictures that are too few for anything", () => {
    expect(() => largestFactor({ happy: 500, sad: 90, surprise: 500 }, 100)).toThrow(
      "originals: got 500 happy, 90 sad, 500 surprise, expected at least 115 of each",
    );
  });
});

it("rows are the paper's four sets; mirrored copies are one more, honest only", () => {
  expect(PAPER_ROWS.map(({ set }) => set)).toEqual(PAPER_SETS);
  expect(rowsOf("imagenet", false)).toEqual(PAPER_ROWS);
  expect(rowsOf("ours", false)).toEqual([...PAPER_ROWS, FLIP_ROW]);
  expect(rowsOf("ours", true)).toEqual(PAPER_ROWS);
  expect(protocolsOf(PAPER_ROWS[3])).toEqual(["paper", "honest"]);
  expect(protocolsOf(FLIP_ROW)).toEqual(["honest"]);
});
