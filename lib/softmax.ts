/** Softmax over `scores / temperature`; the largest is taken off first, so nothing overflows. In: any numbers; out: sum 1. */
export function softmax(scores: ArrayLike<number>, temperature = 1): Float64Array {
  const values = Float64Array.from(scores, (score) => score / temperature);
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] = Math.exp(values[i] - largest);
  for (let i = 0; i < values.length; i++) values[i] /= sum;
  return values;
}
