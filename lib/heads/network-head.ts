/** Fully connected network: ReLU layers, then softmax(scores / temperature). The paper's "wide" has 100 hidden units. */
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
  return (z) => {
    let values: ArrayLike<number> = z;
    layers.forEach(({ weights, bias }, index) => {
      const scores = dense(weights, bias, values);
      values = index < layers.length - 1 ? scores.map((score) => Math.max(0, score)) : scores;
    });
    return softmax(values, header.temperature);
  };
};
