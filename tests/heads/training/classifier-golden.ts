/** The synthetic three-class problem of tests/golden/make_classifier_goldens.py, as training takes it. */
import { readFileSync } from "node:fs";

interface SvmGolden {
  /** One a pair, in the order of classPairs; a decision value for each test row, positive for the first class. */
  readonly pairs: readonly { readonly decisions: number[]; readonly bias: number; readonly supportVectors: number }[];
  readonly predictions: number[];
}

interface ClassifierGolden {
  readonly features: number;
  readonly labelNames: string[];
  readonly train: number[];
  readonly trainLabels: number[];
  readonly test: number[];
  readonly testLabels: number[];
  readonly mean: number[];
  readonly deviation: number[];
  readonly svms: Readonly<Record<"linear-svm" | "cubic-svm", SvmGolden>>;
  readonly platt: { readonly decisions: number[]; readonly isFirst: number[]; readonly a: number; readonly b: number };
  readonly networkAccuracies: Readonly<Record<string, number>>;
}

export const GOLDEN = JSON.parse(
  readFileSync(new URL("../../golden/classifiers.json", import.meta.url), "utf8"),
) as ClassifierGolden;

export const TRAIN = Float32Array.from(GOLDEN.train);
export const TRAIN_LABELS = Uint8Array.from(GOLDEN.trainLabels);
export const TEST = Float32Array.from(GOLDEN.test);
export const TEST_LABELS = Uint8Array.from(GOLDEN.testLabels);
/** A column of `TRAIN` that does not vary. */
export const CONSTANT_COLUMN = 7;

/** Options of `trainHead` on this problem; the test rows calibrate. */
export const GOLDEN_OPTIONS = {
  labelNames: GOLDEN.labelNames,
  seed: 5,
  heldFeatures: TEST,
  heldLabels: TEST_LABELS,
};

export const testRow = (row: number): Float32Array => TEST.subarray(row * GOLDEN.features, (row + 1) * GOLDEN.features);
