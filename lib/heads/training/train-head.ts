/**
 * Trains one of the paper's seven classifiers (classifiers.ts) and calibrates it: features and labels -> a head that
 * classifies at once and can be written as a head file. Plain TypeScript, synchronous; the same in a browser's worker and
 * in Node, and the same result for the same seed.
 */
import { findClassifier, type ClassifierEntry, type NetworkEntry, type SvmEntry } from "../classifiers";
import { writeHeadFile, type HeadArray, type HeadContent, type HeadFit, type HeadHeader } from "../head-file";
import type { Head } from "../index";
import { calibrate, checkHeldRows } from "./calibrate";
import { badInput } from "./check-rows";
import type { ProgressListener } from "./progress";
import { linearSvmToArrays, polySvmToArrays } from "./svm-to-arrays";
import { NETWORK_ITERATION_LIMIT, trainNetwork } from "./train-network";
import { trainSvmPairs } from "./train-svm";
import { createTrainingSet, type TrainingSet } from "./training-set";

export interface CalibrationOptions {
  /** Whole number, 0 to 2^32 - 1: a network's start. SVMs have nothing random. */
  readonly seed: number;
  /** Of networks, 0 or more (network-loss.ts). Default 0, the paper's. */
  readonly weightDecay?: number;
  /** [m, features] float32, not standardized, of pictures that are not trained on. */
  readonly heldFeatures: Float32Array;
  /** [m]; at least 5 rows of each label. */
  readonly heldLabels: Uint8Array;
  readonly onProgress?: ProgressListener;
}

export interface TrainHeadOptions extends CalibrationOptions {
  /** Order of the head's output: label 0 first. At least 2. */
  readonly labelNames: readonly string[];
}

export interface TrainedHead {
  readonly classifier: ClassifierEntry;
  /** Header and arrays, but for what it was made for; `encodeHead` adds that. */
  readonly content: HeadContent;
  readonly head: Head;
  /** Before calibration (calibrate.ts): its scores are those of `head`. */
  readonly uncalibrated: Head;
  /** Expected calibration error on the held-out rows, 0 to 1. */
  readonly heldError: { readonly before: number; readonly after: number };
  readonly report: TrainingReport;
}

/** How training went. */
export interface TrainingReport {
  readonly rows: number;
  readonly features: number;
  /** Of L-BFGS, or of all pairs' SMO together. */
  readonly iterations: number;
  /** Networks: mean cross entropy in nats on the training rows, with what weight decay adds, and why the optimizer ended. */
  readonly loss?: number;
  readonly stop?: string;
  /** SVMs: largest violation of the KKT conditions, and rows that are a support vector of some pair. */
  readonly violation?: number;
  readonly supportVectors?: number;
}

/**
 * `features` [n, f] float32 row by row, any f from 1; `labels` [n]. Throws PipelineError "bad-input" for an unknown id, NaN
 * and infinity, lengths that do not fit, labels out of range, a label without rows (one-class sets), too few held-out
 * rows; RangeError for a bad seed; PipelineError "internal" where an SVM does not converge.
 */
export function trainHead(
  classifierId: string,
  features: Float32Array,
  labels: Uint8Array,
  options: TrainHeadOptions,
): TrainedHead {
  findClassifier(classifierId);
  return trainHeadOn(classifierId, createTrainingSet(features, labels, options.labelNames), options);
}

/** As `trainHead`, on a set that several classifiers share. */
export function trainHeadOn(classifierId: string, set: TrainingSet, options: CalibrationOptions): TrainedHead {
  const classifier = findClassifier(classifierId);
  const { heldFeatures, heldLabels, onProgress } = options;
  // Before the work, not after it.
  const heldWidth = checkHeldRows(heldFeatures, heldLabels, set.labelNames);
  if (heldWidth !== set.features) {
    throw badInput(`held-out rows: got ${heldWidth} features a row, expected ${set.features} as in the training rows`);
  }
  const made =
    classifier.kind === "network" ? makeNetwork(classifier, set, options) : makeSvm(classifier, set, onProgress);
  const { id, name, kind } = classifier;
  const content: HeadContent = {
    header: { id, name, kind, labels: [...set.labelNames], ...made.numbers },
    arrays: {
      mean: { shape: [set.features], data: set.mean },
      deviation: { shape: [set.features], data: set.deviation },
      ...made.arrays,
    },
  };
  const calibration = calibrate(content, heldFeatures, heldLabels);
  onProgress?.({ step: "calibration", done: 1, total: 1 });
  return { classifier, ...calibration, report: { rows: set.count, features: set.features, ...made.report } };
}

/** The bytes of a `.head` file, for the backbone and preprocessing that the features came from. */
export function encodeHead(
  { content }: Pick<TrainedHead, "content">,
  { backbone, preprocessing }: HeadFit,
): Uint8Array {
  return writeHeadFile({ header: { ...content.header, preprocessing, backbone }, arrays: content.arrays });
}

interface Made {
  readonly numbers: Partial<Pick<HeadHeader, "gamma" | "coef0" | "degree">>;
  readonly arrays: Readonly<Record<string, HeadArray>>;
  readonly report: Omit<TrainingReport, "rows" | "features">;
}

function makeNetwork(entry: NetworkEntry, set: TrainingSet, options: CalibrationOptions): Made {
  const { onProgress } = options;
  const { arrays, iterations, loss, stop } = trainNetwork(set, entry.hidden, options, (done, current) =>
    onProgress?.({ step: "iterations", done, total: NETWORK_ITERATION_LIMIT, loss: current }),
  );
  return { numbers: {}, arrays, report: { iterations, loss, stop } };
}

function makeSvm(entry: SvmEntry, set: TrainingSet, onProgress?: ProgressListener): Made {
  const { degree, coef0, boxConstraint } = entry;
  const gamma = 1 / set.features;
  set.gram((done) => onProgress?.({ step: "gram", done, total: set.count }));
  const pairs = trainSvmPairs(set, { gamma, coef0, degree, boxConstraint }, (done, total) =>
    onProgress?.({ step: "pairs", done, total }),
  );
  const used = new Set(pairs.flatMap(({ rows, coefficients }) => [...rows].filter((_, at) => coefficients[at] !== 0)));
  const report = {
    iterations: pairs.reduce((sum, pair) => sum + pair.iterations, 0),
    violation: pairs.reduce((most, pair) => Math.max(most, pair.violation), 0),
    supportVectors: used.size,
  };
  const isLinear = entry.kind === "linear-svm";
  return {
    numbers: isLinear ? {} : { gamma, coef0, degree },
    arrays: isLinear ? linearSvmToArrays(set, pairs, gamma) : polySvmToArrays(set, pairs),
    report,
  };
}
