/**
 * Rows that classifiers are trained on, checked and standardized once. The seven of one experiment share a set, and so
 * both SVMs share its Gram matrix, which is computed when the first of them asks.
 */
import { checkRows } from "./check-rows";
import { gramMatrix } from "./gram-matrix";
import { fitStandardization, standardizeRows, type Standardization } from "./standardize";

export interface TrainingSet extends Standardization {
  /** Standardized, [count, features] row by row. */
  readonly rows: Float32Array;
  /** [count], each an index of `labelNames`. Belongs to the caller and is not copied. */
  readonly labels: Uint8Array;
  readonly labelNames: readonly string[];
  readonly count: number;
  readonly features: number;
  /** Dot products of the standardized rows, [count, count] float32, computed once (gram-matrix.ts). */
  gram(onRows?: (done: number) => void): Float32Array;
}

/**
 * `features` [count, n] float32 row by row, n at least 1; read, not kept. Throws PipelineError "bad-input" for NaN and
 * infinity, lengths that do not fit, labels out of range, and a label without rows.
 */
export function createTrainingSet(
  features: Float32Array,
  labels: Uint8Array,
  labelNames: readonly string[],
): TrainingSet {
  const perRow = checkRows("training rows", features, labels, labelNames, 1);
  const count = labels.length;
  const standardization = fitStandardization(features, count);
  const rows = standardizeRows(features, standardization);
  let gram: Float32Array | null = null;
  return {
    ...standardization,
    rows,
    labels,
    labelNames,
    count,
    features: perRow,
    gram: (onRows) => (gram ??= gramMatrix(rows, count, onRows)),
  };
}
