/**
 * How a network's weights lie in one parameter vector, and where they start from. `sizes` are the units of each layer
 * from the input on: [2048, 10, 10, 3] is the bi-layered network. Layer by layer: weights [outputs, inputs], bias [outputs].
 */
import { createRandom } from "./random";

export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Where they start in the parameter vector. */
  readonly weights: number;
  readonly bias: number;
}

/** Throws RangeError for fewer than two sizes, or one that is no whole number from 1. */
export function layersOf(sizes: readonly number[]): Layer[] {
  if (sizes.length < 2 || sizes.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new RangeError(`sizes: got [${sizes.join(", ")}], expected at least 2 whole numbers from 1`);
  }
  let end = 0;
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index];
    const weights = end;
    const bias = weights + inputs * outputs;
    end = bias + outputs;
    return { inputs, outputs, weights, bias };
  });
}

export function parameterCount(sizes: readonly number[]): number {
  return layersOf(sizes).reduce((sum, { inputs, outputs }) => sum + (inputs + 1) * outputs, 0);
}

/**
 * Weights even between -r and r with r = sqrt(6 / (inputs + outputs)), biases 0. Source: Glorot and Bengio,
 * "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16; the default of
 * the paper's tool. Throws RangeError for a bad seed.
 */
export function glorotParameters(sizes: readonly number[], seed: number): Float64Array {
  const random = createRandom(seed);
  const parameters = new Float64Array(parameterCount(sizes));
  for (const { inputs, outputs, weights, bias } of layersOf(sizes)) {
    const range = Math.sqrt(6 / (inputs + outputs));
    for (let i = weights; i < bias; i++) parameters[i] = (2 * random() - 1) * range;
  }
  return parameters;
}
