/**
 * Fully connected network of any depth: layers `weights0`, `bias0`, `weights1`, ... with ReLU between them, then
 * softmax(scores / temperature). All five networks of the paper are this kind (classifiers.ts).
 */
import { dense } from "./dense";
import type { HeadKind } from "./index";
import { softmax } from "./softmax";

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
  return {
    score(z) {
      let values = dense(layers[0].weights, layers[0].bias, z);
      for (const { weights, bias } of layers.slice(1)) {
        const hidden = values.map((score) => Math.max(0, score));
        values = dense(weights, bias, hidden);
      }
      return values;
    },
    toProbabilities: (scores) => softmax(scores, header.temperature),
  };
};
