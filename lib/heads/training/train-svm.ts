/**
 * One-vs-one SVMs with the kernel (gamma x.y + coef0)^degree over a training set: one two-class problem for each pair of
 * labels, in the order of classPairs, solved by smo.ts. Nothing is random. A linear SVM is degree 1 with coef0 0.
 */
import { PipelineError } from "../../errors";
import { classPairs } from "../couple-pairs";
import { solveSmo, type SmoSolution } from "./smo";
import type { TrainingSet } from "./training-set";

/** LIBSVM's stopping tolerance, and that of the paper's tool. */
const TOLERANCE = 1e-3;
/** LIBSVM's: 10 million iterations, or 100 a row where that is more. */
const ITERATION_LIMIT = 1e7;

export interface SvmOptions {
  /** Above 0. */
  readonly gamma: number;
  readonly coef0: number;
  /** Whole number from 1. */
  readonly degree: number;
  readonly boxConstraint: number;
}

export interface SvmPair extends SmoSolution {
  /** Labels of the pair: decision values are positive for the first. */
  readonly first: number;
  readonly second: number;
  /** Rows of the training set, ascending; `coefficients` has one for each. */
  readonly rows: Uint32Array;
}

/**
 * Memory: the set's Gram matrix and one kernel matrix of the largest pair, float32. Throws PipelineError "internal" where
 * the solver runs out of iterations.
 */
export function trainSvmPairs(
  set: TrainingSet,
  options: SvmOptions,
  onPair?: (done: number, total: number) => void,
): SvmPair[] {
  const gram = set.gram();
  const pairs = classPairs(set.labelNames.length);
  const rowsOfPairs = pairs.map((pair) => rowsOf(set.labels, pair));
  const largest = rowsOfPairs.reduce((most, rows) => Math.max(most, rows.length), 0);
  const kernel = new Float32Array(largest * largest);
  return pairs.map(([first, second], index) => {
    const rows = rowsOfPairs[index];
    fillKernel(kernel, gram, set.count, rows, options);
    const solution = solveSmo({
      kernel,
      signs: Int8Array.from(rows, (row) => (set.labels[row] === first ? 1 : -1)),
      boxConstraint: options.boxConstraint,
      tolerance: TOLERANCE,
      iterationLimit: Math.max(ITERATION_LIMIT, 100 * rows.length),
    });
    if (!(solution.violation < TOLERANCE)) {
      const names = `"${set.labelNames[first]}" and "${set.labelNames[second]}"`;
      const got = `got a violation of ${solution.violation} after ${solution.iterations} iterations`;
      throw new PipelineError("internal", "heads", `SVM of ${names}: ${got}, expected below ${TOLERANCE}`);
    }
    onPair?.(index + 1, pairs.length);
    return { first, second, rows, ...solution };
  });
}

function rowsOf(labels: Uint8Array, [first, second]: readonly [number, number]): Uint32Array {
  const rows: number[] = [];
  labels.forEach((label, row) => {
    if (label === first || label === second) rows.push(row);
  });
  return Uint32Array.from(rows);
}

function fillKernel(
  kernel: Float32Array,
  gram: Float32Array,
  count: number,
  rows: Uint32Array,
  { gamma, coef0, degree }: SvmOptions,
): void {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const from = rows[i] * count;
    for (let j = 0; j < n; j++) {
      const base = gamma * gram[from + rows[j]] + coef0;
      let value = base;
      for (let power = 1; power < degree; power++) value *= base;
      kernel[i * n + j] = value;
    }
  }
}
