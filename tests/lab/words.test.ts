/** Numbers as they are written, and the paper's slips with theirs. */
import { describe, expect, it } from "vitest";
import { firstChoice } from "../../components/lab/choose-cell";
import {
  interval,
  NOTHING,
  percent,
  percentWithInterval,
  points,
  pValue,
  seconds,
  setName,
  whole,
} from "../../lib/evidence/format";
import { placeInWords } from "../../components/lab/place-words";
import { paperSizes, paperSlips } from "../../components/lab/paper-slips";
import { printedGains } from "../../lib/evidence/paper";
import { exampleReport } from "../experiments/example-answers";

describe("format", () => {
  const share = { right: 43, of: 60, rate: 43 / 60, low: 0.5923, high: 0.8149 };

  it("percent with its interval", () => {
    expect(percent(share.rate)).toBe("71.7 %");
    expect(interval(share)).toBe("59.2–81.5");
    expect(percentWithInterval(share)).toBe("71.7 % (59.2–81.5)");
  });

  it("a share of nothing has no figure", () => {
    const nothing = { right: 0, of: 0, rate: 0, low: 0, high: 1 };
    expect([interval(nothing), percentWithInterval(nothing)]).toEqual([NOTHING, NOTHING]);
  });

  it("differences with a sign", () => {
    expect([0.283, -0.004, 0.0001, -0.0001, 0].map(points)).toEqual(["+28.3", "−0.4", "0.0", "0.0", "0.0"]);
  });

  it("p values down to a thousandth", () => {
    expect([1, 0.0312, 0.001, 0.0009, 0].map(pValue)).toEqual(["1.000", "0.031", "0.001", "< 0.001", "< 0.001"]);
  });

  it("counts, seconds, sets", () => {
    expect(whole(15_000)).toBe("15,000");
    expect([116.8, 37.101, 1.236, 0.0421].map(seconds)).toEqual(["116.8 s", "37.1 s", "1.24 s", "0.042 s"]);
    expect(setName({ set: "DS4", augmentation: "rotation", equalized: true })).toBe("Bi-DS4");
    expect(setName({ set: "DS4", augmentation: "rotation-flip", equalized: false })).toBe("DS4, mirrored too");
    const report = exampleReport();
    expect(placeInWords(report, firstChoice(report))).toBe("DS4, honest protocol, Mien's ResNet50");
  });
});

describe("the paper's slips", () => {
  const slips = paperSlips();
  const slip = (word: string): string => slips.find((text) => text.includes(word)) ?? "";

  it("DS2's extension is printed by another divisor than the others'", () => {
    expect(slip("Table 1")).toContain("adds 616 pictures to 3,689, which is 16.70 %");
    expect(slip("Table 1")).toContain("14.30 % is 616 of its own total, 4,305");
    const sizes = paperSizes();
    expect(sizes.map(({ total }) => total)).toEqual([3689, 4305, 6000, 15_000]);
    for (const { set, extension, printedExtension } of sizes)
      if (set !== "DS2") expect(extension, set).toBeCloseTo(printedExtension, 1);
  });

  it("Table 5 gives another accuracy than Table 2", () => {
    expect(slip("7,470")).toContain("7,470 of 7,500, which is 99.60 %");
    expect(slip("7,470")).toContain("Table 2 prints 99.7 %");
    expect(slip("7,470")).toContain("99.6 % is Table 3's value");
  });

  it("equalization gains on two sets and costs on two, for every classifier", () => {
    for (const set of ["DS1", "DS2"] as const) expect(Math.min(...printedGains(set))).toBeGreaterThan(0);
    for (const set of ["DS3", "DS4"] as const) expect(Math.max(...printedGains(set))).toBeLessThan(0);
    expect(slip("Equalization")).toContain("by 0.5 to 2.1 points");
    expect(slip("Equalization")).toContain("costs every one 0.1 to 1.4 points");
  });

  it("none holds a number that is none", () => {
    for (const text of slips) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
