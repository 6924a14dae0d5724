/**
 * Standardization as all seven classifiers want it: z = (feature - mean) / deviation, column by column. The deviation is
 * the population's (divided by n), as scikit-learn's; the paper's tool divides by n - 1, which at 3,689
 * rows differs by 0.014 %. Mean and deviation are float32, as the head file holds them.
 */

/** A column that varies by less than this, relative to its mean where that is above 1, is constant: float32's own noise. */
const CONSTANT = 1e-6;

export interface Standardization {
  /** [features]. */
  readonly mean: Float32Array;
  /** [features], above 0; 1 for a constant column, whose standardized value is then 0. */
  readonly deviation: Float32Array;
}

/** `features` [count, n] row by row, finite. Sums are float64, in two passes. */
export function fitStandardization(features: Float32Array, count: number): Standardization {
  const columns = features.length / count;
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let row = 0, at = 0; row < count; row++) for (let i = 0; i < columns; i++, at++) means[i] += features[at];
  for (let i = 0; i < columns; i++) means[i] /= count;
  for (let row = 0, at = 0; row < count; row++) {
    for (let i = 0; i < columns; i++, at++) squares[i] += (features[at] - means[i]) ** 2;
  }
  const deviation = Float32Array.from(squares, (sum, i) => {
    const value = Math.sqrt(sum / count);
    return value < CONSTANT * Math.max(1, Math.abs(means[i])) ? 1 : value;
  });
  return { mean: Float32Array.from(means), deviation };
}

/** Rows [count, n] -> new array of the same shape, float32, with the arithmetic of a head (lib/heads/index.ts). */
export function standardizeRows(features: Float32Array, { mean, deviation }: Standardization): Float32Array {
  const columns = mean.length;
  const rows = new Float32Array(features.length);
  for (let at = 0; at < features.length;) {
    for (let i = 0; i < columns; i++, at++) rows[at] = (features[at] - mean[i]) / deviation[i];
  }
  return rows;
}
