/** Linear SVM, one-vs-one: decision values W z + b a pair, Platt's sigmoid a pair, coupled to probabilities. */
import { classPairs, couplePairs, pairSigns, sumForLabel } from "./couple-pairs";
import { dense, denseGradient } from "./dense";
import type { HeadKind } from "./index";

/** Platt (1999): probability of the pair's first class from its decision value. `platt` holds A, B for each pair. */
export function plattProbabilities(decisions: ArrayLike<number>, platt: Float32Array): Float64Array {
  return Float64Array.from(decisions, (d, pair) => 1 / (1 + Math.exp(platt[2 * pair] * d + platt[2 * pair + 1])));
}

export const createLinearSvmHead: HeadKind = ({ header }, array, features) => {
  const classes = header.labels.length;
  const pairs = classPairs(classes).length;
  const weights = array("weights", [pairs, features]);
  const bias = array("bias", [pairs]);
  const platt = array("platt", [pairs, 2]);
  return {
    score: (z) => dense(weights, bias, z),
    toProbabilities: (decisions) => couplePairs(plattProbabilities(decisions, platt), classes),
    labelScore: (decisions, label) => sumForLabel(decisions, classes, label),
    gradient: (_, label) => denseGradient(weights, pairSigns(classes, label), features),
    isLinear: true,
  };
};
