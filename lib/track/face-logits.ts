/**
 * Logarithms of a face's probabilities. They are what is averaged, over time or over pictures, since a probability near
 * 0 or 1 hides how sure the network was.
 */
import { softmax } from "../softmax";
import { EXPRESSIONS, LABELS7, type FaceReading } from "../types";

/** Kept from 0, whose logarithm is no number. */
const TINY = 1e-9;

/**
 * Over time, smaller probabilities count as this. Chosen so that a change is shown within 300 ms even after a certain
 * reading: from 0.9999 a face would take another 60 ms to become undecided. No bar of a face that is followed then shows
 * more than 98 % of the three, 94 % of the seven; a still picture is shown as it is read.
 */
export const SMALLEST_PROBABILITY = 0.01;

/** Of the three-class head and of the seven-label head; each sum to 1. */
export type FaceProbabilities = Pick<FaceReading, "probabilities" | "labels7">;

export interface FaceLogits {
  /** [3], in the order of EXPRESSIONS. */
  readonly expressions: readonly number[];
  /** [7], in the order of LABELS7. */
  readonly labels7: readonly number[];
}

export function probabilitiesToLogits({ probabilities, labels7 }: FaceProbabilities): FaceLogits {
  const log = (probability: number): number => Math.log(Math.max(TINY, probability));
  return {
    expressions: EXPRESSIONS.map((label) => log(probabilities[label])),
    labels7: LABELS7.map((label) => log(labels7[label])),
  };
}

/** Of probabilities none of which is below SMALLEST_PROBABILITY. */
export function boundLogits({ expressions, labels7 }: FaceLogits): FaceLogits {
  const bound = (logits: readonly number[]): number[] =>
    logits.map((logit) => Math.max(Math.log(SMALLEST_PROBABILITY), logit));
  return { expressions: bound(expressions), labels7: bound(labels7) };
}

/** Each label on the straight way from `from` (share 0) to `to` (share 1). */
export function mixLogits(from: FaceLogits, to: FaceLogits, share: number): FaceLogits {
  const mix = (a: readonly number[], b: readonly number[]): number[] =>
    a.map((logit, index) => (1 - share) * logit + share * b[index]);
  return { expressions: mix(from.expressions, to.expressions), labels7: mix(from.labels7, to.labels7) };
}

export function logitsToProbabilities({ expressions, labels7 }: FaceLogits): FaceProbabilities {
  return { probabilities: byLabel(EXPRESSIONS, expressions), labels7: byLabel(LABELS7, labels7) };
}

function byLabel<Label extends string>(labels: readonly Label[], logits: readonly number[]): Record<Label, number> {
  const values = softmax(logits);
  return Object.fromEntries(labels.map((label, index) => [label, values[index]])) as Record<Label, number>;
}
