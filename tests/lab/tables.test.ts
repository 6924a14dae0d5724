/** Rows of the tables on other data sets, paired tests and calibration, from a made-up report. */
import { describe, expect, it } from "vitest";
import { calibrationRows } from "../../components/lab/calibration-rows";
import { firstChoice, type Choice } from "../../components/lab/choose-cell";
import { elsewhereRows } from "../../components/lab/elsewhere-rows";
import { pairedTestRows } from "../../components/lab/paired-test-rows";
import { gainOf, SIGNIFICANCE, verdictOf } from "../../lib/evidence/read-paired-test";
import { QUESTIONS } from "../../lib/evidence/report-schema";
import { exampleReport, exampleShare } from "../experiments/example-answers";

const report = exampleReport();
/** Cubic SVM on DS4, honest, our backbone. */
const choice = firstChoice(report);
const NOWHERE: Choice = { ...choice, backbone: "imagenet", augmentation: "rotation-flip" };

describe("trained here, read elsewhere", () => {
  it("has each classifier's own result beside those of the other sets, named for people", () => {
    const { sets, rows } = elsewhereRows(report, choice);
    expect(sets).toEqual([{ id: "jaffe", name: "JAFFE", pictures: 4 }]);
    expect(rows.map(({ id }) => id)).toEqual(report.classifiers.map(({ id }) => id));
    const [wide] = rows;
    expect(wide).toMatchObject({ name: "Wide neural network", own: { accuracy: exampleShare(17) } });
    expect(wide.elsewhere).toMatchObject([{ accuracy: { right: 2, of: 4, rate: 0.5 } }]);
  });

  it("follows the protocol", () => {
    const { rows } = elsewhereRows(report, { ...choice, protocol: "paper" });
    expect(rows[0].own.accuracy).toEqual(exampleShare(0));
  });

  it("a set that a cell lacks is null there; one that was not measured has no rows", () => {
    const [first, ...others] = report.cells.filter((cell) => cell.set === "DS4" && cell.backbone === "ours");
    const some = { ...report, cells: [{ ...first, elsewhere: [] }, ...others] };
    const place = { ...choice, equalized: first.equalized, protocol: first.protocol };
    expect(elsewhereRows(some, place).rows.map(({ elsewhere }) => elsewhere[0] === null)).toEqual([
      true,
      ...Array<boolean>(6).fill(false),
    ]);
    expect(elsewhereRows(report, NOWHERE)).toEqual({ sets: [], rows: [] });
  });
});

describe("paired tests", () => {
  const rows = (question: (typeof QUESTIONS)[number], change: Partial<Choice> = {}) =>
    pairedTestRows(report, { ...choice, ...change }, question);

  it("are those of the chosen classifier and backbone, in words", () => {
    expect(rows("equalization").map(({ name }) => name)).toEqual([
      ...["Bi-DS1, against DS1", "Bi-DS2, against DS2", "Bi-DS3, against DS3", "Bi-DS4, against DS4"],
      "Bi-DS4, mirrored too, against DS4, mirrored too",
    ]);
    expect(rows("augmentation").map(({ name }) => name)).toContain("Bi-DS3, against Bi-DS1");
    expect(rows("flip").map(({ name }) => name)).toEqual([
      "DS4, mirrored too, against DS4",
      "Bi-DS4, mirrored too, against Bi-DS4",
    ]);
    expect(rows("classifier")[0].name).toBe("DS1, against the Linear SVM");
    expect(QUESTIONS.map((question) => rows(question).length)).toEqual([5, 6, 2, 10]);
    expect(rows("flip", { backbone: "imagenet" })).toEqual([]);
  });

  it("the classifier that all are compared with has no tests against itself", () => {
    expect(rows("classifier", { classifier: "linear-svm" })).toEqual([]);
  });

  it("count from the side of what is named first", () => {
    const [equalized] = rows("equalization");
    expect(equalized).toMatchObject({ onlyThis: 5, onlyOther: 0, pictures: 60, p: 2 / 32, adjustedP: 1 });
    expect(equalized.gain).toBeCloseTo(5 / 60, 12);
    expect(equalized.verdict).toBe("not to be told from chance");
    const [narrow] = rows("classifier", { classifier: "narrow-network" });
    expect(narrow.gain).toBeCloseTo(-12 / 60, 12);
    expect(narrow.verdict).toBe("worse");
  });

  it("a verdict needs an adjusted p below the limit, and follows the gain", () => {
    const [test] = report.pairedTests;
    expect(verdictOf({ ...test, adjustedP: SIGNIFICANCE })).toBe("even");
    expect(verdictOf({ ...test, onlyFirst: 1, onlySecond: 9, adjustedP: 0.01 })).toBe("better");
    expect(verdictOf({ ...test, onlyFirst: 9, onlySecond: 1, adjustedP: 0.01 })).toBe("worse");
    expect(gainOf({ ...test, onlyFirst: 9, onlySecond: 3, pictures: 60 })).toBeCloseTo(-0.1, 12);
  });
});

describe("calibration", () => {
  it("has each classifier's error before and after", () => {
    const rows = calibrationRows(report, choice);
    expect(rows.length).toBe(7);
    expect(rows[0]).toEqual({ id: "wide-network", name: "Wide neural network", before: 0.1, after: 0.05 });
    expect(calibrationRows(report, NOWHERE)).toEqual([]);
  });
});
