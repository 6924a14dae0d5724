/** From answers to the report: tables, tests, sentences, the schema, and the file on disk. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { points } from "../../lib/evidence/format";
import { parseReport, QUESTIONS } from "../../lib/evidence/report-schema";
import { experimentTable } from "../../scripts/experiment-table";
import { verdicts } from "../../training/experiments/findings";
import { writeReport } from "../../training/experiments/write-report";
import { thrownBy } from "../helpers/thrown-error";
import { exampleReport, exampleShare } from "./example-answers";

const report = exampleReport();
const findingsAbout = (about: string) => report.findings.filter((finding) => finding.about === about);

describe("tables", () => {
  it("have 4 sets x 2 x 2 protocols x 7 classifiers for each backbone, and the flip row for ours", () => {
    expect(report.cells.filter(({ backbone }) => backbone === "imagenet").length).toBe(4 * 2 * 2 * 7);
    expect(report.cells.filter(({ backbone }) => backbone === "ours").length).toBe(4 * 2 * 2 * 7 + 2 * 7);
  });

  it("a cell's numbers are those of its answers", () => {
    const cell = report.cells.find(
      (one) =>
        one.backbone === "imagenet" &&
        one.set === "DS1" &&
        one.protocol === "honest" &&
        one.classifier === "cubic-svm" &&
        one.equalized,
    )!;
    expect(cell.accuracy).toEqual(exampleShare(15));
    expect(cell.confusion).toEqual([
      [15, 5, 0],
      [0, 15, 5],
      [5, 0, 15],
    ]);
    // Errors are the first pictures, and every second picture may choose.
    expect(cell.validation).toMatchObject({ right: 22, of: 30 });
    expect(cell.macroF1).toBeCloseTo(0.75, 12);
    expect(cell.recall.sad).toMatchObject({ right: 15, of: 20 });
    expect(cell).toMatchObject({ trainSeconds: 1.235, predictMs: 0.1235, supportVectors: 100 });
    expect(cell.elsewhere).toMatchObject([{ set: "jaffe", accuracy: { right: 2, of: 4 } }]);
  });

  it("leakage is the paper's protocol minus the honest one, wherever there are copies under both", () => {
    expect(report.leakage.length).toBe(2 * 3 * 2 * 7);
    const entry = report.leakage.find(
      ({ set, equalized, classifier }) => set === "DS4" && !equalized && classifier === "linear-svm",
    )!;
    expect(entry.difference).toBeCloseTo(17 / 60, 12);
    expect(entry.low).toBeGreaterThan(0.1);
    expect(entry.high).toBeLessThan(0.45);
  });
});

describe("paired tests", () => {
  const of = (question: (typeof QUESTIONS)[number], backbone = "ours") =>
    report.pairedTests.filter((test) => test.question === question && test.backbone === backbone);

  it("ask each question as often as it can be asked", () => {
    expect(QUESTIONS.map((question) => of(question).length)).toEqual([5 * 7, 3 * 2 * 7, 2 * 7, 5 * 2 * 6]);
    expect(QUESTIONS.map((question) => of(question, "imagenet").length)).toEqual([4 * 7, 3 * 2 * 7, 0, 4 * 2 * 6]);
  });

  it("compare what they say: equalization has 5 errors fewer, all on the same pictures", () => {
    for (const test of of("equalization")) {
      expect(test).toMatchObject({ pictures: 60, onlyFirst: 0, onlySecond: 5, p: 2 / 32 });
      expect(test.first.equalized).toBe(false);
      expect(test.second).toEqual({ ...test.first, equalized: true });
    }
  });

  it("augmentation against DS1, flip against turning alone, classifiers against the linear SVM", () => {
    for (const test of of("augmentation")) {
      expect(test.first).toMatchObject({ set: "DS1", augmentation: "none" });
      expect(test.onlySecond - test.onlyFirst).toBe(test.second.set === "DS4" ? 3 : 0);
    }
    for (const { first, second } of of("flip"))
      expect([first.augmentation, second.augmentation]).toEqual(["rotation", "rotation-flip"]);
    const narrow = of("classifier").filter(({ second }) => second.classifier === "narrow-network");
    for (const test of narrow)
      expect(test).toMatchObject({ onlyFirst: 12, onlySecond: 0, first: { classifier: "linear-svm" } });
  });

  it("are adjusted: Holm's ps are never smaller than the plain ones", () => {
    for (const { p, adjustedP } of report.pairedTests) expect(adjustedP).toBeGreaterThanOrEqual(p);
    expect(of("equalization")[0].adjustedP).toBe(1);
  });
});

describe("sentences", () => {
  it("say how much is leakage, with the share of twins and what the paper prints", () => {
    const [{ text }] = findingsAbout("leakage");
    expect(text).toContain("reads 100.0 % (94.0–100.0) under the paper's protocol and 71.7 % (59.2–81.5)");
    expect(text).toContain("+28.3 points");
    expect(text).toContain("over all seven classifiers +28.3 to +48.3");
    expect(text).toMatch(/\d+ of 750 test pictures \(8\d\.\d %\)/);
    expect(text).toContain("The paper prints 99.7 % there.");
  });

  it("count what is better, worse and not to be told from chance", () => {
    const [{ text }] = findingsAbout("equalization");
    expect(text).toContain("0 of 28 comparisons better, 0 worse, 28 not to be told from chance");
    expect(text).toContain(
      "DS1 +8.3, DS2 +8.3, DS3 +8.3, DS4 +8.3; in the paper's tables DS1 +1.2, DS2 +1.1, DS3 −0.8, DS4 −0.3",
    );
    const narrow = report.pairedTests.filter(({ second }) => second.classifier === "narrow-network");
    expect(verdicts(narrow.map((test) => ({ ...test, adjustedP: 0.01, onlyFirst: 5, onlySecond: 2 })))).toContain(
      `0 of ${narrow.length} comparisons better, ${narrow.length} worse`,
    );
  });

  it("there is one about each question that was asked, for each backbone", () => {
    expect(report.findings.map(({ about, backbone }) => `${backbone} ${about}`)).toEqual([
      ...["leakage", "equalization", "augmentation", "classifier", "calibration", "elsewhere"].map(
        (about) => `imagenet ${about}`,
      ),
      ...["leakage", "equalization", "augmentation", "flip", "classifier", "calibration", "elsewhere"].map(
        (about) => `ours ${about}`,
      ),
    ]);
    for (const { text } of report.findings) expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("write differences with a sign", () => {
    expect([0.0123, -0.0123, 0.0001, -0.0001].map(points)).toEqual(["+1.2", "−1.2", "0.0", "0.0"]);
  });

  it("calibration errors before and after, each classifier's mean, and in how many cells they fall", () => {
    const [{ text }] = findingsAbout("calibration");
    expect(text).toContain("Wide neural network 0.100 and 0.050; Narrow neural network 0.100 and 0.050");
    expect(text).toContain("Calibration lowers it in 56 of 56 cells.");
  });

  it("the best is the honest cell of our backbone with most right answers where choices may be made", () => {
    expect(report.best).toMatchObject({ backbone: "ours", set: "DS4", equalized: true, accuracy: exampleShare(12) });
    expect(report.best.validation).toMatchObject({ right: 24, of: 30 });
    expect(report.best.why).toMatch(
      /among 70 honest cells of Mien's ResNet50; \d+ of the other 69 cannot be told from it/,
    );
  });
});

describe("what the shipped heads come from", () => {
  it("is the equalized set with the best mean of the seven where choices may be made; the first of equal ones", () => {
    const { why, meanValidation, ...set } = report.headsFrom;
    expect(set).toEqual({ backbone: "ours", set: "DS4", augmentation: "rotation" });
    // Six classifiers with 6 of 30 wrong, the narrow network with 12.
    expect(meanValidation).toBeCloseTo((6 * 24 + 18) / 30 / 7, 12);
    expect(why).toMatch(
      /^Of 5 equalized sets, DS4 with 77\.1 %: .+ on 30 untouched originals that choices may be made on/,
    );
    expect(why).toMatch(/Next is DS4, mirrored too, with 77\.1 %\. Not equalized, the best is DS4 with 67\.1 %/);
  });

  it("a test set's pictures do not count", () => {
    // DS2, equalized, is better by one picture, on which no choice may be made.
    const lucky = exampleReport(({ set }, protocol, equalized) => {
      if (protocol === "paper") return 0;
      return set === "DS2" && equalized ? 1 : 2;
    });
    expect(lucky.headsFrom).toMatchObject({ set: "DS1", augmentation: "none" });
    expect(lucky.headsFrom.meanValidation).toBeCloseTo(29 / 30, 12);
    expect(lucky.best).toMatchObject({ set: "DS1", equalized: false, accuracy: exampleShare(2) });
  });
});

describe("the file", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "mien-report-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read back as it was written, and nothing else is left", () => {
    const path = join(folder, "deeper/report.json");
    writeReport(path, report, parseReport);
    expect(parseReport(JSON.parse(readFileSync(path, "utf8")), path)).toEqual(report);
    expect(readdirSync(join(folder, "deeper"))).toEqual(["report.json"]);
  });

  it("stays as it was when the new report does not fit the schema", () => {
    const path = join(folder, "report.json");
    writeFileSync(path, "before");
    const [first, ...others] = report.cells;
    const confusion = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const broken = { ...report, cells: [{ ...first, confusion }, ...others] };
    const error = thrownBy(() => writeReport(path, broken, parseReport));
    expect(error.code).toBe("bad-input");
    expect(error.message).toContain(
      "does not fit its schema: cells.0: got a confusion matrix of 3 right of 3, expected",
    );
    expect(readFileSync(path, "utf8")).toBe("before");
    expect(readdirSync(folder)).toEqual(["report.json"]);
  });

  it("names the field that does not fit", () => {
    const message = (change: object): string =>
      thrownBy(() => parseReport({ ...report, ...change }, "report.json")).message;
    expect(message({ version: 2 })).toContain("report.json does not fit its schema: version");
    expect(message({ cells: [{ ...report.cells[0], protocol: "kind" }] })).toContain("cells.0.protocol");
    expect(message({ backbones: [{ ...report.backbones[0], factor: 0 }] })).toContain("backbones.0.factor");
  });
});

it("README's table has the paper's figure and both protocols beside each other", () => {
  const lines = experimentTable(report).split("\n");
  expect(lines[0]).toContain("| set | the paper prints | ImageNet's ResNet50, the paper's protocol |");
  expect(lines.filter((line) => line.startsWith("| ")).length).toBe(2 + 8 + 2);
  expect(lines).toContain(
    "| DS4 | 99.7 % | 100.0 % (94.0–100.0) | 71.7 % (59.2–81.5) | 100.0 % (94.0–100.0) | 71.7 % (59.2–81.5) |",
  );
  expect(lines.find((line) => line.startsWith("| Bi-DS4, mirrored too"))).toMatch(
    /^\| Bi-DS4, mirrored too \| – \| – \| – \| – \| 80\.0 %/,
  );
  expect(lines.at(-4)).toContain("Cubic SVM, accuracy with 95 % intervals; 2026-11-25");
  expect(lines.at(-1)).toBe(report.headsFrom.why);
  expect(experimentTable({ ...report, quick: true })).toContain("a quick run");
});
