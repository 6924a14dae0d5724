/**
 * Softmax regression: softmax((W z + b) / temperature), which may fall with the lead, times a factor a label where the
 * file has `lifts` (training/calibration.py). The seven-label head is one.
 */
import { softmax } from "../softmax";
import { dense, denseGradient } from "./dense";
import type { HeadKind } from "./index";
import { labelDirection, labelMargin } from "./label-margin";

/** Of the temperature, below which no lead takes it. */
const LEAST_SHARE = 0.5;

export const createLinearHead: HeadKind = ({ header }, array, features) => {
  const weights = array("weights", [header.labels.length, features]);
  const bias = array("bias", [header.labels.length]);
  return {
    score: (z) => dense(weights, bias, z),
    toProbabilities: (scores) => lift(softmaxByLead(scores, header.temperature, header.temperatureSlope), header.lifts),
    labelScore: labelMargin,
    gradient: (_, label) => denseGradient(weights, labelDirection(header.labels.length, label), features),
    isLinear: true,
  };
};

/**
 * Softmax whose temperature changes by `slope` (at most 0) for each unit by which the best score leads the second: clear
 * cases become surer, and no other label becomes the best. training/calibration.py fits both numbers and says why.
 */
function softmaxByLead(scores: ArrayLike<number>, temperature = 1, slope = 0): Float64Array {
  const [best, second] = Float64Array.from(scores).sort().reverse();
  return softmax(scores, Math.max(LEAST_SHARE * temperature, temperature + slope * (best - second)));
}

/** Each probability times its label's factor, so that they sum to 1 again. */
function lift(probabilities: Float64Array, factors?: readonly number[]): Float64Array {
  if (!factors) return probabilities;
  const lifted = probabilities.map((probability, label) => probability * factors[label]);
  const sum = lifted.reduce((total, share) => total + share);
  return lifted.map((share) => share / sum);
}
