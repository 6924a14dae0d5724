/**
 * Mean cross entropy of a fully connected ReLU network over a whole training set, with weight decay, and its gradient by
 * backpropagation.
 * The rows are passed through in small groups, so activations take a few kilobytes whatever the size of the set.
 */
import type { Objective } from "./lbfgs";
import { layersOf, type Layer } from "./network-layout";
import { addOuterProducts, multiplyRows } from "./wide-products";

/** Rows of a group: 32 rows of 2,048 float32 are 256 KiB, which stay in the second cache between the two products. */
const GROUP = 32;

/**
 * `sizes`: units of each layer from the input on (network-layout.ts); `rows` [count, sizes[0]] float32; `labels` [count],
 * below the last size. Returns the function that maps parameters to the loss in nats (mean over rows, 0 or more) and
 * writes its gradient; `weightDecay` (0 or more) / 2 times the sum of all squared weights, biases left out, is added to it.
 * The function keeps buffers: one call at a time.
 */
export function createNetworkLoss(
  sizes: readonly number[],
  rows: Float32Array,
  labels: Uint8Array,
  weightDecay = 0,
): Objective {
  const layers = layersOf(sizes);
  const values = layers.map(({ outputs }) => new Float64Array(GROUP * outputs));
  const deltas = layers.map(({ outputs }) => new Float64Array(GROUP * outputs));
  const [first, ...rest] = layers;
  const last = layers.length - 1;
  return (parameters, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let start = 0; start < labels.length; start += GROUP) {
      const size = Math.min(GROUP, labels.length - start);
      multiplyRows(rows, start, size, first.inputs, parameters, first.bias, first.outputs, values[0]);
      rest.forEach((layer, index) => {
        cutAtZero(values[index], size * layer.inputs);
        multiplyInner(parameters, layer, size, values[index], values[index + 1]);
      });

      const group = labels.subarray(start, start + size);
      loss += softmaxLoss(values[last], group, labels.length, layers[last].outputs, deltas[last]);

      for (let index = last; index > 0; index--) {
        backInner(parameters, layers[index], size, values[index - 1], deltas[index], deltas[index - 1], gradient);
      }
      addBiasGradient(first, size, deltas[0], gradient);
      addOuterProducts(rows, start, size, first.inputs, deltas[0], first.outputs, gradient);
    }
    return (
      loss / labels.length + layers.reduce((sum, layer) => sum + decay(parameters, layer, weightDecay, gradient), 0)
    );
  };
}

/** What a layer's weights add to the loss; adds its gradient. */
function decay(
  parameters: Float64Array,
  { weights, bias }: Layer,
  weightDecay: number,
  gradient: Float64Array,
): number {
  if (weightDecay === 0) return 0;
  let squares = 0;
  for (let i = weights; i < bias; i++) {
    squares += parameters[i] ** 2;
    gradient[i] += weightDecay * parameters[i];
  }
  return (weightDecay / 2) * squares;
}

function cutAtZero(values: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) if (values[i] < 0) values[i] = 0;
}

function multiplyInner(
  parameters: Float64Array,
  { inputs, outputs, weights, bias }: Layer,
  size: number,
  input: Float64Array,
  output: Float64Array,
): void {
  for (let r = 0; r < size; r++) {
    for (let o = 0; o < outputs; o++) {
      let sum = parameters[bias + o];
      for (let i = 0; i < inputs; i++) sum += parameters[weights + o * inputs + i] * input[r * inputs + i];
      output[r * outputs + o] = sum;
    }
  }
}

/** Sum of -ln p(label) over a group; writes delta = (p - [is label]) / count, its derivative by the scores. */
function softmaxLoss(
  scores: Float64Array,
  labels: Uint8Array,
  count: number,
  classes: number,
  delta: Float64Array,
): number {
  let loss = 0;
  labels.forEach((label, r) => {
    const from = r * classes;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, scores[from + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += delta[from + c] = Math.exp(scores[from + c] - largest);
    loss += Math.log(sum) + largest - scores[from + label];
    for (let c = 0; c < classes; c++) delta[from + c] = (delta[from + c] / sum - Number(c === label)) / count;
  });
  return loss;
}

/** Adds the gradient of an inner layer and writes the deltas of the layer before, whose ReLU gave `input`. */
function backInner(
  parameters: Float64Array,
  layer: Layer,
  size: number,
  input: Float64Array,
  delta: Float64Array,
  before: Float64Array,
  gradient: Float64Array,
): void {
  const { inputs, outputs, weights } = layer;
  addBiasGradient(layer, size, delta, gradient);
  before.fill(0, 0, size * inputs);
  for (let r = 0; r < size; r++) {
    for (let o = 0; o < outputs; o++) {
      const d = delta[r * outputs + o];
      for (let i = 0; i < inputs; i++) {
        const value = input[r * inputs + i];
        if (value === 0) continue;
        gradient[weights + o * inputs + i] += d * value;
        before[r * inputs + i] += d * parameters[weights + o * inputs + i];
      }
    }
  }
}

function addBiasGradient({ outputs, bias }: Layer, size: number, delta: Float64Array, gradient: Float64Array): void {
  for (let r = 0; r < size; r++) for (let o = 0; o < outputs; o++) gradient[bias + o] += delta[r * outputs + o];
}
