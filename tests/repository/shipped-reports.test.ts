/**
 * The committed reports are of the shipped weights, and the documents print what the reports say: figures of other weights
 * look like any others. docs/quantization.json: tests/accuracy/quantization-table.test.ts.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { HeadsRate } from "../../bench/heads-rate";
import { readShippedManifest } from "../../cli/shipped-models";
import { parseAccuracy, TEST_SETS, type MeasuredModels } from "../../lib/evidence/accuracy-schema";
import { parseReport } from "../../lib/evidence/report-schema";
import { DEGRADATION_IDS, parseRobustness } from "../../lib/evidence/robustness-schema";
import { INPUT_SIDES } from "../../lib/types";
import { DOCUMENTS, fillDocuments } from "../../scripts/document-figures";
import { modelsOf } from "../../training/accuracy/accuracy-file";

const read = <Report>(file: string): Report =>
  JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")) as Report;
const manifest = readShippedManifest();
const models = modelsOf(manifest);
const headIds = models.heads.map(({ id }) => id);

/** What decides which of the three is the best, and the gates; the seven-label head and its limits have no part in it. */
const readsThree = (all: MeasuredModels): object => ({ ...all, labels7Head: null, decision: null });

/** By the names that the reports give them. */
const SHIPPED = {
  models,
  backbone: models.backbone,
  coveredGate: models.coveredGate,
  head: models.defaultHead,
  headFile: models.heads.find(({ id }) => id === models.defaultHead)!.sha256,
  size: models.defaultSide,
  inputSidePx: models.defaultSide,
};
type Fact = keyof typeof SHIPPED;

/** Reports whose figures count faces that were found, gated, or right among the three, and nothing of the seven labels. */
const OF_THREE: Readonly<Record<string, readonly Fact[]>> = {
  "docs/quality-gates.json": ["head", "size"],
  "bench/detection.json": [],
};

/** What each report says of what was measured. */
const FACTS: Readonly<Record<string, readonly Fact[]>> = {
  "public/models/robustness.json": ["backbone", "head", "headFile", "inputSidePx"],
  "docs/covered.json": ["backbone", "coveredGate"],
  ...OF_THREE,
  "bench/baseline.json": ["models", "head", "size"],
  "bench/calm.json": ["models"],
  "bench/not-people.json": ["models", "inputSidePx"],
};

describe("is of the shipped weights", () => {
  it.each(Object.entries(FACTS))("%s", (file, facts) => {
    const report = read<Partial<Record<Fact, unknown>>>(file);
    const only = (from: Partial<Record<Fact, unknown>>) => Object.fromEntries(facts.map((fact) => [fact, from[fact]]));
    expect(only(report)).toEqual(only(SHIPPED));
  });

  it.each(Object.keys(OF_THREE))("%s, by all model files that its figures depend on", (file) => {
    expect(readsThree(read<{ models: MeasuredModels }>(file).models)).toEqual(readsThree(models));
  });

  it("public/models/accuracy.json", () => {
    const file = "public/models/accuracy.json";
    expect(parseAccuracy(read(file), file).models).toEqual(models);
  });

  it("with every set at every size in accuracy.json, and every degradation in robustness.json", () => {
    const accuracy = parseAccuracy(read("public/models/accuracy.json"), "accuracy.json");
    const places = TEST_SETS.flatMap((set) => INPUT_SIDES.map((size) => `${set} ${size}`));
    expect(accuracy.rows.map(({ set, size }) => `${set} ${size}`)).toEqual(places);
    const robustness = parseRobustness(read("public/models/robustness.json"), "robustness.json");
    expect(robustness.curves.map(({ degradation }) => degradation)).toEqual(DEGRADATION_IDS);
  });

  it("public/models/report.json", () => {
    const file = "public/models/report.json";
    const { backbones, classifiers, headsFrom } = parseReport(read(file), file);
    expect(backbones.find(({ id }) => id === "ours")?.sha256).toBe(models.backbone);
    expect(classifiers.map(({ id }) => id)).toEqual(headIds);
    expect(manifest.headsMadeBy?.chosenFrom).toContain(headsFrom.why);
  });
});

// Names, not weights: the report has no hash of the heads, and an SVM with more support vectors takes longer.
describe("times the heads of the menu, in its order", () => {
  it("bench/heads-rate.json", () => {
    expect(read<HeadsRate>("bench/heads-rate.json").medians.map(({ id }) => id)).toEqual(headIds);
  });
});

describe("prints the figures of the reports (npm run figures)", () => {
  // In the test, so that a report that is missing or of another version fails it by name.
  it.each(DOCUMENTS)("%s", (file) => {
    const { before, after } = fillDocuments().find((document) => document.file === file)!;
    expect(before).toBe(after);
  });
});
