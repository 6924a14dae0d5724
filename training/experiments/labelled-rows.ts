/** What a thread is told to work on: rows of the matrix that all threads share, and the class of each. */
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";

export interface LabelledRows {
  readonly rows: readonly number[];
  /** Indices of EXPRESSIONS. */
  readonly labels: readonly number[];
}

/** `matrix` [n, 2048] -> copies of the rows, [rows, 2048], and their labels. */
export function gatherRows(
  matrix: Float32Array,
  { rows, labels }: LabelledRows,
): { features: Float32Array; labels: Uint8Array } {
  const features = new Float32Array(rows.length * EMBEDDING_FEATURES);
  rows.forEach((row, at) => {
    features.set(matrix.subarray(row * EMBEDDING_FEATURES, (row + 1) * EMBEDDING_FEATURES), at * EMBEDDING_FEATURES);
  });
  return { features, labels: Uint8Array.from(labels) };
}
