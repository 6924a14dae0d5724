/** The tables of the quality gates, from a report of made-up rows and from the committed one. */
import { describe, expect, it } from "vitest";
import type { Bin } from "../../bench/quality/bins";
import { readQualityReport, type DegradationRow } from "../../bench/quality/report";
import { shareOf } from "../../lib/evidence/share";
import { qualityTable } from "../../scripts/quality-table";
import { MODELS } from "../accuracy/example-accuracy";

const row = (step: number | null, found: number, refused: number, right: number): DegradationRow => ({
  degradation: "darkened",
  unit: "factor",
  step,
  pictures: 100,
  found,
  gated: shareOf(refused, found),
  gatedBy: { "too-dark": refused },
  all: shareOf(right, found),
  kept: shareOf(0, found - refused),
  refused: shareOf(0, refused),
});

const bin = (measure: Bin["measure"], from: number, below: number | null, right: number, of: number): Bin => ({
  measure,
  from,
  below,
  right: shareOf(right, of),
});

const UNDEGRADED = [
  { set: "jaffe", bins: [bin("turn", 1.5, 2, 1, 1)] },
  {
    set: "public_test",
    bins: [bin("turn", 1.25, 1.5, 30, 34), bin("turn", 1.5, null, 0, 0), bin("sharpness", 0, null, 5, 5)],
  },
] as const;

const HEAD = {
  madeBy: "bench/quality-gates.ts",
  date: "2026-11-27",
  machine: "2 cores",
  models: MODELS,
  size: 96,
  undegraded: UNDEGRADED,
};

describe("qualityTable", () => {
  it("has one line a degradation, step after step, and nothing where few faces are left", () => {
    const degradations = [row(null, 100, 2, 95), row(0.5, 80, 8, 72), row(0.1, 19, 19, 3)];
    const lines = qualityTable({ ...HEAD, degradations }).split("\n");
    expect(lines[2]).toBe("| darkened (factor) | as it is / 0.5 / 0.1 | 2 / 10 / – | 95 / 90 / – |");
    expect(lines.join("\n")).toContain("100 of FER2013's PublicTest");
  });

  it("tells of turned faces how many they are and within which interval their figure is known, of FER2013's alone", () => {
    const lines = qualityTable({ ...HEAD, degradations: [row(null, 100, 2, 95)] }).split("\n");
    const from = lines.indexOf("| turned by (`measureTurn`) | faces | right, refused or not |");
    expect(lines.slice(from + 2, from + 5)).toEqual([
      "| 1.25 to 1.5 | 34 | 88.2 % (73.4–95.3) |",
      "| 1.5 and more | 0 | – |",
      "",
    ]);
  });

  it("shows every degradation of the committed report", () => {
    const report = readQualityReport()!;
    const table = qualityTable(report);
    for (const { degradation, unit } of report.degradations) expect(table).toContain(`| ${degradation} (${unit}) |`);
    expect(table).toContain(report.date);
    expect(table).toContain("| 2 and more |");
  });
});
