/** A softmax whose temperature falls with the lead, and what speaks for one label before it. Pure. */
import { softmax } from "../softmax";

/** Of the temperature, below which no lead takes it. */
const LEAST_SHARE = 0.5;

/**
 * Softmax whose temperature changes by `slope` (at most 0) for each unit by which the best score leads the second: clear
 * cases become surer, and no other label becomes the best. training/calibration.py fits both numbers and says why.
 */
export function softmaxByLead(scores: ArrayLike<number>, temperature = 1, slope = 0): Float64Array {
  const [best, second] = Float64Array.from(scores).sort().reverse();
  return softmax(scores, Math.max(LEAST_SHARE * temperature, temperature + slope * (best - second)));
}

/**
 * What speaks for one label: its logit above the mean of all. A softmax does not change when all logits rise together,
 * so a logit alone says nothing.
 */
export function labelMargin(logits: ArrayLike<number>, label: number): number {
  return labelDirection(logits.length, label).reduce((sum, weight, index) => sum + weight * logits[index], 0);
}

/** d labelMargin / d logits, [labels]. */
export function labelDirection(labels: number, label: number): Float64Array {
  return new Float64Array(labels).fill(-1 / labels).map((rest, index) => (index === label ? 1 + rest : rest));
}
