/** Softmax regression: softmax((W z + b) / temperature). The seven-label head is one. */
import { dense, denseGradient } from "./dense";
import type { HeadKind } from "./index";
import { labelDirection, labelMargin, softmax } from "./softmax";

export const createLinearHead: HeadKind = ({ header }, array, features) => {
  const weights = array("weights", [header.labels.length, features]);
  const bias = array("bias", [header.labels.length]);
  return {
    score: (z) => dense(weights, bias, z),
    toProbabilities: (scores) => softmax(scores, header.temperature),
    labelScore: labelMargin,
    gradient: (_, label) => denseGradient(weights, labelDirection(header.labels.length, label), features),
    isLinear: true,
  };
};
