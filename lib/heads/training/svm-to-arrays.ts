/** Solved pairs -> arrays of a head file (lib/models/README.md). Calibration adds `platt`. */
import type { HeadArray } from "../head-file";
import type { SvmPair } from "./train-svm";
import type { TrainingSet } from "./training-set";

type HeadArrays = Record<string, HeadArray>;

/** Kernel gamma x.y: the sum over support vectors is one weight vector a pair, `weights` [pairs, features]. */
export function linearSvmToArrays(set: TrainingSet, pairs: readonly SvmPair[], gamma: number): HeadArrays {
  const { features, rows } = set;
  const weights = new Float32Array(pairs.length * features);
  pairs.forEach((pair, index) => {
    const sums = new Float64Array(features);
    pair.coefficients.forEach((coefficient, at) => {
      if (coefficient === 0) return;
      const from = pair.rows[at] * features;
      for (let i = 0; i < features; i++) sums[i] += coefficient * gamma * rows[from + i];
    });
    weights.set(sums, index * features);
  });
  return { weights: { shape: [pairs.length, features], data: weights }, bias: biasOf(pairs) };
}

/**
 * Support vectors of all pairs, each once, as int8 [count, features] with one scale a vector (its largest value is 127),
 * and `coefficients` [pairs, count], 0 where a vector has no part in a pair. Rounding moves a value by 1/254 of the
 * vector's largest at most; calibration comes after it, on what is stored.
 */
export function polySvmToArrays(set: TrainingSet, pairs: readonly SvmPair[]): HeadArrays {
  const used = new Uint8Array(set.count);
  for (const { rows, coefficients } of pairs)
    coefficients.forEach((value, at) => (used[rows[at]] |= Number(value !== 0)));
  const vectorOfRow = new Int32Array(set.count);
  let count = 0;
  used.forEach((isUsed, row) => (vectorOfRow[row] = isUsed ? count++ : -1));

  const { features } = set;
  const vectors = new Int8Array(count * features);
  const scales = new Float32Array(count);
  vectorOfRow.forEach((vector, row) => {
    if (vector < 0) return;
    const values = set.rows.subarray(row * features, (row + 1) * features);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = (scales[vector] = Math.max(largest / 127, 1e-12));
    values.forEach((value, i) => (vectors[vector * features + i] = Math.round(value / scale)));
  });

  const coefficients = new Float32Array(pairs.length * count);
  pairs.forEach((pair, index) => {
    pair.coefficients.forEach((value, at) => {
      if (value !== 0) coefficients[index * count + vectorOfRow[pair.rows[at]]] = value;
    });
  });
  return {
    vectors: { shape: [count, features], data: vectors },
    vectorScales: { shape: [count], data: scales },
    coefficients: { shape: [pairs.length, count], data: coefficients },
    bias: biasOf(pairs),
  };
}

const biasOf = (pairs: readonly SvmPair[]): HeadArray => ({
  shape: [pairs.length],
  data: Float32Array.from(pairs, ({ bias }) => bias),
});
