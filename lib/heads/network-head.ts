/**
 * Fully connected network of any depth: layers `weights0`, `bias0`, `weights1`, ... with ReLU between them, then
 * softmax(scores / temperature). All five networks of the paper are this kind (classifiers.ts).
 */
import { softmax } from "../softmax";
import { dense, denseGradient } from "./dense";
import type { HeadKind } from "./index";
import { labelDirection, labelMargin } from "./label-margin";

export const createNetworkHead: HeadKind = ({ header, arrays }, array, features) => {
  const layers: { weights: Float32Array; bias: Float32Array }[] = [];
  let inputs = features;
  for (let index = 0; arrays[`weights${index}`]; index++) {
    const outputs = arrays[`weights${index + 1}`] ? arrays[`weights${index}`].shape[0] : header.labels.length;
    layers.push({ weights: array(`weights${index}`, [outputs, inputs]), bias: array(`bias${index}`, [outputs]) });
    inputs = outputs;
  }
  // An absent first layer is reported like any other array that does not fit.
  if (layers.length === 0) array("weights0", [header.labels.length, features]);
  /** Each layer's output before its ReLU; the last one's are the scores. */
  const outputsOf = (z: Float32Array): Float64Array[] => {
    const outputs = [dense(layers[0].weights, layers[0].bias, z)];
    for (const { weights, bias } of layers.slice(1)) {
      const hidden = outputs[outputs.length - 1].map((value) => Math.max(0, value));
      outputs.push(dense(weights, bias, hidden));
    }
    return outputs;
  };
  return {
    score: (z) => outputsOf(z)[layers.length - 1],
    toProbabilities: (scores) => softmax(scores, header.temperature),
    labelScore: labelMargin,
    // Back-propagation. At a ReLU's corner, 0, the slope is taken for 0.
    gradient(z, label) {
      const outputs = outputsOf(z);
      let gradient = labelDirection(header.labels.length, label);
      for (let index = layers.length - 1; index >= 0; index--) {
        const { weights } = layers[index];
        if (index < layers.length - 1) gradient = gradient.map((slope, unit) => (outputs[index][unit] > 0 ? slope : 0));
        gradient = denseGradient(weights, gradient, weights.length / gradient.length);
      }
      return gradient;
    },
    isLinear: layers.length === 1,
  };
};
