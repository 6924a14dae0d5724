/**
 * Calibrates a trained head on held-out rows: a temperature for networks, Platt's sigmoid a pair for SVMs. The scores are
 * the head's own, as stored (int8 support vectors, float32 weights), so what is calibrated is what runs.
 */
import { classPairs } from "../couple-pairs";
import type { HeadContent } from "../head-file";
import { createHeadOf, type Head } from "../index";
import { checkRows } from "./check-rows";
import { expectedCalibrationError } from "./expected-calibration-error";
import { fitPlatt } from "./fit-platt";
import { fitTemperature } from "./fit-temperature";

/** Held-out rows of each label that calibration asks for. Guessed: with fewer, a sigmoid of two numbers means nothing. */
const MINIMUM_HELD_ROWS = 5;

/** Throws PipelineError "bad-input" as `calibrate` does. Returns the number of features of a row. */
export function checkHeldRows(features: Float32Array, labels: Uint8Array, labelNames: readonly string[]): number {
  return checkRows("held-out rows", features, labels, labelNames, MINIMUM_HELD_ROWS);
}

export interface Calibration {
  readonly content: HeadContent;
  readonly head: Head;
  /**
   * The same head with temperature 1, or for SVMs the plain logistic function of the decision value (A = -1, B = 0): what
   * calibration is compared with.
   */
  readonly uncalibrated: Head;
  /** Expected calibration error, 0 to 1, on the rows it was fitted on; on others it is for the caller to measure. */
  readonly heldError: { readonly before: number; readonly after: number };
}

/**
 * `content`: a head without temperature or `platt`. `heldFeatures` [n, features] as they come from the backbone, not
 * standardized; `heldLabels` [n]. Throws PipelineError "bad-input" for NaN, lengths that do not fit, and fewer than 5 rows
 * of a label.
 */
export function calibrate(content: HeadContent, heldFeatures: Float32Array, heldLabels: Uint8Array): Calibration {
  const { labels: labelNames, id } = content.header;
  const features = checkHeldRows(heldFeatures, heldLabels, labelNames);
  const classes = labelNames.length;
  const isSvm = content.header.kind === "linear-svm" || content.header.kind === "poly-svm";
  const pairs = classPairs(classes);
  const plain = isSvm
    ? withPlatt(
        content,
        pairs.map(() => ({ a: -1, b: 0 })),
      )
    : content;
  const uncalibrated = createHeadOf(plain, id, features);
  const scores = scoreRows(uncalibrated, heldFeatures, features);

  const calibrated = isSvm
    ? withPlatt(
        content,
        pairs.map((pair, index) => fitPair(scores, heldLabels, pair, index, pairs.length)),
      )
    : { ...content, header: { ...content.header, temperature: fitTemperature(scores, heldLabels, classes) } };
  const head = createHeadOf(calibrated, id, features);
  const errorOf = (some: Head): number => {
    const width = scores.length / heldLabels.length;
    const probabilities = new Float64Array(heldLabels.length * classes);
    heldLabels.forEach((_, row) => {
      probabilities.set(some.toProbabilities(scores.subarray(row * width, (row + 1) * width)), row * classes);
    });
    return expectedCalibrationError(probabilities, heldLabels, classes);
  };
  const heldError = { before: errorOf(uncalibrated), after: errorOf(head) };
  return { content: calibrated, head, uncalibrated, heldError };
}

/** Rows [n, features] -> scores [n, width] row by row: the width is that of `head.score`. */
export function scoreRows(head: Head, rows: Float32Array, features: number): Float64Array {
  const count = rows.length / features;
  let scores = new Float64Array(0);
  for (let row = 0; row < count; row++) {
    const own = head.score(rows.subarray(row * features, (row + 1) * features));
    if (row === 0) scores = new Float64Array(count * own.length);
    scores.set(own, row * own.length);
  }
  return scores;
}

interface Sigmoid {
  readonly a: number;
  readonly b: number;
}

function withPlatt(content: HeadContent, sigmoids: readonly Sigmoid[]): HeadContent {
  const data = Float32Array.from(sigmoids.flatMap(({ a, b }) => [a, b]));
  return { ...content, arrays: { ...content.arrays, platt: { shape: [sigmoids.length, 2], data } } };
}

function fitPair(
  scores: Float64Array,
  labels: Uint8Array,
  [first, second]: readonly [number, number],
  index: number,
  pairs: number,
): Sigmoid {
  const decisions: number[] = [];
  const isFirst: number[] = [];
  labels.forEach((label, row) => {
    if (label !== first && label !== second) return;
    decisions.push(scores[row * pairs + index]);
    isFirst.push(Number(label === first));
  });
  return fitPlatt(decisions, isFirst);
}
