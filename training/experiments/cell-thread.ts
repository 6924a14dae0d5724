/**
 * One thread that trains classifiers on a feature set and lets them read the test pictures. The features of all
 * pictures lie in shared memory; a job names rows of them.
 */
import { workerData } from "node:worker_threads";
import { serveJobs } from "../../cli/serve-jobs";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { findClassifier } from "../../lib/heads/classifiers";
import { expectedCalibrationError } from "../../lib/heads/training/expected-calibration-error";
import { trainHeadOn } from "../../lib/heads/training/train-head";
import { createTrainingSet } from "../../lib/heads/training/training-set";
import { EXPRESSIONS } from "../../lib/types";
import { gatherRows, type LabelledRows } from "./labelled-rows";

export interface CellThreadData {
  /** [rows, 2048] */
  readonly matrix: Float32Array<SharedArrayBuffer>;
}

export interface CellJob {
  /** Trained one after another on one training set, so that SVMs share its kernel matrix. */
  readonly classifiers: readonly string[];
  readonly train: LabelledRows;
  readonly calibration: LabelledRows;
  /** The first is what the result is about; the others are pictures of other data sets. At least one. */
  readonly tests: readonly LabelledRows[];
  readonly seed: number;
}

export interface CellOutcome {
  readonly classifier: string;
  readonly trainSeconds: number;
  readonly predictMs: number;
  readonly iterations: number;
  readonly supportVectors?: number;
  /** On the first test. */
  readonly calibrationError: { readonly before: number; readonly after: number };
  /** For each test the predicted class of each row. */
  readonly predictions: readonly (readonly number[])[];
}

const { matrix } = workerData as CellThreadData;

function runCells({ classifiers, train, calibration, tests, seed }: CellJob): CellOutcome[] {
  const training = gatherRows(matrix, train);
  const held = gatherRows(matrix, calibration);
  const startMs = performance.now();
  const set = createTrainingSet(training.features, training.labels, EXPRESSIONS);
  // Both SVMs need it, and each would need it alone: it counts for each.
  const setSeconds = (performance.now() - startMs) / 1000;
  const gramStartMs = performance.now();
  if (classifiers.some((id) => findClassifier(id).kind !== "network")) set.gram();
  const gramSeconds = (performance.now() - gramStartMs) / 1000;

  return classifiers.map((classifier): CellOutcome => {
    const trainStartMs = performance.now();
    const options = { seed, heldFeatures: held.features, heldLabels: held.labels };
    const { head, uncalibrated, report } = trainHeadOn(classifier, set, options);
    const trainSeconds = setSeconds + gramSeconds + (performance.now() - trainStartMs) / 1000;

    let predictMs = 0;
    const calibrationErrors: { before: number; after: number }[] = [];
    const predictions = tests.map((test) => {
      const { features, labels } = gatherRows(matrix, test);
      const before = new Float64Array(labels.length * EXPRESSIONS.length);
      const after = new Float64Array(labels.length * EXPRESSIONS.length);
      labels.forEach((_, row) => {
        const embedding = features.subarray(row * EMBEDDING_FEATURES, (row + 1) * EMBEDDING_FEATURES);
        const faceStartMs = performance.now();
        const scores = head.score(embedding);
        const probabilities = head.toProbabilities(scores);
        if (calibrationErrors.length === 0) predictMs += performance.now() - faceStartMs;
        after.set(probabilities, row * EXPRESSIONS.length);
        before.set(uncalibrated.toProbabilities(scores), row * EXPRESSIONS.length);
      });
      const errorOf = (some: Float64Array): number => expectedCalibrationError(some, labels, EXPRESSIONS.length);
      calibrationErrors.push({ before: errorOf(before), after: errorOf(after) });
      const width = EXPRESSIONS.length;
      return Array.from(labels, (_, row) => bestOf(after.subarray(row * width, (row + 1) * width)));
    });
    return {
      classifier,
      trainSeconds,
      predictMs: predictMs / tests[0].rows.length,
      iterations: report.iterations,
      supportVectors: report.supportVectors,
      calibrationError: calibrationErrors[0],
      predictions,
    };
  });
}

/** The largest's index; the first of equal ones. */
function bestOf(values: Float64Array): number {
  return values.reduce((best, value, index) => (value > values[best] ? index : best), 0);
}

serveJobs(runCells, ({ classifiers }) => classifiers.join(", "));
