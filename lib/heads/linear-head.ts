/** Softmax regression: softmax((W z + b) / temperature). The seven-label head is one. */
import { dense } from "./dense";
import type { HeadKind } from "./index";
import { softmax } from "./softmax";

export const createLinearHead: HeadKind = ({ header }, array, features) => {
  const weights = array("weights", [header.labels.length, features]);
  const bias = array("bias", [header.labels.length]);
  return {
    score: (z) => dense(weights, bias, z),
    toProbabilities: (scores) => softmax(scores, header.temperature),
    labelScore: (scores, label) => scores[label],
    gradient: (_, label) => Float64Array.from(weights.subarray(label * features, (label + 1) * features)),
    isLinear: true,
  };
};
