/** A dense layer: W x + b. weights [outputs, inputs] row by row, bias [outputs]. */
export function dense(weights: Float32Array, bias: Float32Array, input: ArrayLike<number>): Float64Array {
  const outputs = bias.length;
  const inputs = input.length;
  const result = new Float64Array(outputs);
  for (let row = 0, at = 0; row < outputs; row++) {
    let sum = bias[row];
    for (let i = 0; i < inputs; i++, at++) sum += weights[at] * input[i];
    result[row] = sum;
  }
  return result;
}

/** Its derivative: gradient with respect to the output [outputs] -> with respect to the input [inputs], W^T g. */
export function denseGradient(weights: Float32Array, gradient: ArrayLike<number>, inputs: number): Float64Array {
  const result = new Float64Array(inputs);
  for (let row = 0, at = 0; row < gradient.length; row++) {
    for (let i = 0; i < inputs; i++, at++) result[i] += weights[at] * gradient[row];
  }
  return result;
}
