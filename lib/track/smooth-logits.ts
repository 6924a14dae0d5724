/**
 * Probabilities over time: an exponential mean of their logarithms with a time constant in milliseconds, hence the same
 * at any frame rate. Logarithms, because a probability near 0 or 1 hides how sure the network was.
 */

/**
 * Smaller probabilities count as this. Chosen so that a change is shown within 300 ms even after a certain reading:
 * from 0.9999 a face would take another 60 ms to become undecided. No bar then shows more than 98 %.
 */
export const SMALLEST_PROBABILITY = 0.01;

/** How much of what was known stays, 0 to 1. */
export function keepAfter(elapsedMs: number, smoothingMs: number): number {
  return Math.exp(-elapsedMs / smoothingMs);
}

/** `before`: null for a first reading. `keep`: 0 to 1. Out: logarithms, to be normalised by `logitsToProbabilities`. */
export function smoothLogits(
  before: readonly number[] | null,
  probabilities: readonly number[],
  keep: number,
): readonly number[] {
  const now = probabilities.map((probability) => Math.log(Math.max(SMALLEST_PROBABILITY, probability)));
  return before ? now.map((logit, index) => keep * before[index] + (1 - keep) * logit) : now;
}

/** Sum to 1. */
export function logitsToProbabilities<Label extends string>(
  labels: readonly Label[],
  logits: readonly number[],
): Record<Label, number> {
  const values = logits.map(Math.exp);
  const sum = values.reduce((a, b) => a + b, 0);
  return Object.fromEntries(labels.map((label, index) => [label, values[index] / sum])) as Record<Label, number>;
}
