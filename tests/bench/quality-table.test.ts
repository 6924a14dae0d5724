/** The table of the quality gates, from a report of made-up rows and from the committed one. */
import { describe, expect, it } from "vitest";
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

const HEAD = { madeBy: "bench/quality-gates.ts", date: "2026-11-27", machine: "2 cores", models: MODELS };

describe("qualityTable", () => {
  it("has one line a degradation, step after step, and nothing where few faces are left", () => {
    const degradations = [row(null, 100, 2, 95), row(0.5, 80, 8, 72), row(0.1, 19, 19, 3)];
    const lines = qualityTable({ ...HEAD, size: 96, degradations }).split("\n");
    expect(lines[2]).toBe("| darkened (factor) | as it is / 0.5 / 0.1 | 2 / 10 / – | 95 / 90 / – |");
    expect(lines.join("\n")).toContain("100 of FER2013's PublicTest");
  });

  it("shows every degradation of the committed report", () => {
    const report = readQualityReport()!;
    const table = qualityTable(report);
    for (const { degradation, unit } of report.degradations) expect(table).toContain(`| ${degradation} (${unit}) |`);
    expect(table).toContain(report.date);
  });
});
