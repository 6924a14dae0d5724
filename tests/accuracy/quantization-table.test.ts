/** The table of what int8 costs, the sentence that names the largest loss, and the committed report. */
import { describe, expect, it } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import { TEST_SETS } from "../../lib/evidence/accuracy-schema";
import { quantizationTable } from "../../scripts/quantization-table";
import {
  readQuantizationReport,
  WEIGHT_FORMS,
  type QuantizationReport,
  type QuantizationRow,
} from "../../training/quantization-report";

const ROW: QuantizationRow = {
  set: "private_test",
  size: 96,
  weights: "float32",
  three: { happy: [90, 100], sad: [80, 100], surprise: [40, 50] },
  majority: [180, 200],
  seven: [300, 400],
};
const report = (...rows: QuantizationRow[]): QuantizationReport => ({
  madeBy: "training/measure_quantization.py",
  date: "2026-11-29",
  backbone: "0".repeat(64),
  rows,
});

describe("the table of what int8 costs", () => {
  it("has a line of each form, with intervals and the recall of each expression", () => {
    const after = { ...ROW, weights: "int8", three: { ...ROW.three, sad: [79, 100] } } as const;
    const lines = quantizationTable(report(ROW, after)).split("\n");
    expect(lines.at(-2)).toBe(
      "| FER2013 PrivateTest | 96 px | float32 | 84.0 % (78.9–88.0) | 90.0 % (85.1–93.4) | 75.0 % (70.5–79.0) | 90.0 % / 80.0 % / 80.0 % |",
    );
    expect(lines.at(-1)).toContain("| int8 | 83.6 % (78.5–87.7) |");
    expect(lines.at(-1)).toContain("| 90.0 % / 79.0 % / 80.0 % |");
  });

  it("names the largest loss, of FER2013's parts and of any set", () => {
    const small = { ...ROW, set: "jaffe", majority: null } as const;
    const text = quantizationTable(
      report(ROW, { ...ROW, weights: "int8", majority: [179, 200], seven: [301, 400] }, small, {
        ...small,
        weights: "int8",
        seven: [296, 400],
      }),
    );
    expect(text).toContain(
      "0.50 points (1 of 200 pictures; FER2013 PrivateTest, 96 px, three classes, FER+ majority) on FER2013's two parts",
    );
    expect(text).toContain(
      "1.00 points (4 of 400 pictures; JAFFE (never trained on), 96 px, seven labels) on any set. More than the goal, 0.3 points, are lost in 2 of 5 figures.",
    );
    expect(text.split("\n").at(-1)).toContain("| – |");
  });

  it("refuses a report in which a form is missing", () => {
    expect(() => quantizationTable(report(ROW))).toThrow("private_test, 96 px: got no int8 row, expected one");
  });

  it("is committed for the shipped weights: each set at each size in both forms", () => {
    const { backbone } = readShippedManifest();
    const { backbone: measured, rows } = readQuantizationReport() ?? { backbone: null, rows: [] };
    expect(measured).toBe(backbone.sha256);
    const asked = TEST_SETS.flatMap((set) =>
      backbone.inputSides.flatMap((size) => WEIGHT_FORMS.map((weights) => `${set} ${size} ${weights}`)),
    );
    expect(rows.map(({ set, size, weights }) => `${set} ${size} ${weights}`)).toEqual(asked);
  });
});
