/** Softmax regression: softmax((W z + b) / temperature), which may fall with the lead. The seven-label head is one. */
import { dense, denseGradient } from "./dense";
import type { HeadKind } from "./index";
import { labelDirection, labelMargin, softmaxByLead } from "./softmax";

export const createLinearHead: HeadKind = ({ header }, array, features) => {
  const weights = array("weights", [header.labels.length, features]);
  const bias = array("bias", [header.labels.length]);
  return {
    score: (z) => dense(weights, bias, z),
    toProbabilities: (scores) => softmaxByLead(scores, header.temperature, header.temperatureSlope),
    labelScore: labelMargin,
    gradient: (_, label) => denseGradient(weights, labelDirection(header.labels.length, label), features),
    isLinear: true,
  };
};
