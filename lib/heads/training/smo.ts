/**
 * Sequential minimal optimization of a two-class SVM's dual on a kernel matrix that is given whole.
 *
 * Why our own: of npm's ports of LIBSVM none holds up (packages opened in November 2026). libsvm-js 0.2.1 (its change
 * log ends in 2018) and libsvm-wasm 0.0.8 (its readme: "no bundle support for now") predict labels, but give neither
 * decision values nor dual coefficients, which a head file is made of, except as a text of all support vectors; rows go in
 * as arrays of arrays of numbers, and each feature becomes a node of 16 bytes: 250 MB at 7,500 rows of 2,048. Both would
 * also compute every kernel value from such nodes, where here one Gram matrix serves all pairs and both SVMs.
 *
 * The algorithm is LIBSVM's: second-order selection of the pair, Fan, Chen and Lin, "Working set selection using second
 * order information for training support vector machines", JMLR 6 (2005), WSS 2; stopping and bias as in LIBSVM. Written
 * in b = alpha * y: the dual is then min 1/2 b'Kb - y'b with sum b = 0 and b between 0 and C y. Kernel float32, as
 * LIBSVM's own cache; everything else float64. No shrinking: with the matrix at hand an iteration is three short loops.
 */

/** LIBSVM's: stands for the curvature of a pair of equal rows. */
const TAU = 1e-12;

export interface SmoProblem {
  /** [n, n], symmetric, positive semidefinite; may be longer than n * n. */
  readonly kernel: Float32Array;
  /** [n], 1 for the first class and -1 for the second; both occur. */
  readonly signs: Int8Array;
  /** C, above 0. */
  readonly boxConstraint: number;
  /** Largest violation of the KKT conditions to stop at; LIBSVM's default is 1e-3. */
  readonly tolerance: number;
  readonly iterationLimit: number;
}

export interface SmoSolution {
  /** [n], alpha * sign: 0 to C for the first class, -C to 0 for the second; sum 0. Not 0 for support vectors. */
  readonly coefficients: Float64Array;
  /** Decision value of x: sum over rows of coefficient * K(row, x), plus this. Positive for the first class. */
  readonly bias: number;
  /** What remains of the violation; below the tolerance unless the iterations ran out. */
  readonly violation: number;
  readonly iterations: number;
}

/** Throws RangeError where a class has no row, the kernel is too short, or a bound is not above 0. */
export function solveSmo(problem: SmoProblem): SmoSolution {
  checkProblem(problem);
  const { kernel, signs, boxConstraint, tolerance, iterationLimit } = problem;
  const n = signs.length;
  const upper = Float64Array.from(signs, (sign) => (sign > 0 ? boxConstraint : 0));
  const lower = Float64Array.from(signs, (sign) => (sign > 0 ? 0 : -boxConstraint));
  const diagonal = Float64Array.from(signs, (_, t) => kernel[t * n + t]);
  const b = new Float64Array(n);
  /** y - K b: the negative gradient. At the solution it is the bias for every free row. */
  const slack = Float64Array.from(signs);

  for (let iterations = 0; ; iterations++) {
    let i = -1;
    let top = -Infinity;
    let bottom = Infinity;
    for (let t = 0; t < n; t++) {
      const value = slack[t];
      if (value > top && b[t] < upper[t]) {
        top = value;
        i = t;
      }
      if (value < bottom && b[t] > lower[t]) bottom = value;
    }
    const violation = top - bottom;
    if (violation < tolerance || iterations >= iterationLimit) {
      return { coefficients: b, bias: biasOf(b, slack, lower, upper, (top + bottom) / 2), violation, iterations };
    }

    // The partner that lets the pair lower the dual most, were there no box.
    const rowI = i * n;
    let j = -1;
    let best = -1;
    let step = 0;
    for (let t = 0; t < n; t++) {
      const difference = top - slack[t];
      if (difference <= 0 || b[t] <= lower[t]) continue;
      const curvature = Math.max(diagonal[i] + diagonal[t] - 2 * kernel[rowI + t], TAU);
      const gain = (difference * difference) / curvature;
      if (gain > best) {
        best = gain;
        j = t;
        step = difference / curvature;
      }
    }

    // Bounds are met exactly, so that comparing with them above is safe.
    const roomI = upper[i] - b[i];
    const roomJ = b[j] - lower[j];
    const taken = Math.min(step, roomI, roomJ);
    b[i] = taken === roomI ? upper[i] : b[i] + taken;
    b[j] = taken === roomJ ? lower[j] : b[j] - taken;
    const rowJ = j * n;
    for (let t = 0; t < n; t++) slack[t] -= taken * (kernel[rowI + t] - kernel[rowJ + t]);
  }
}

/** Mean slack of the free rows; where no row is free, the middle of what the bounds allow. */
function biasOf(
  b: Float64Array,
  slack: Float64Array,
  lower: Float64Array,
  upper: Float64Array,
  middle: number,
): number {
  let sum = 0;
  let free = 0;
  for (let t = 0; t < b.length; t++) {
    if (b[t] <= lower[t] || b[t] >= upper[t]) continue;
    sum += slack[t];
    free++;
  }
  return free > 0 ? sum / free : middle;
}

function checkProblem({ kernel, signs, boxConstraint, tolerance }: SmoProblem): void {
  const n = signs.length;
  if (kernel.length < n * n) throw new RangeError(`kernel: got ${kernel.length} numbers, expected ${n * n}`);
  if (!signs.includes(1) || !signs.includes(-1)) throw new RangeError("signs: got one class, expected both 1 and -1");
  if (!(boxConstraint > 0)) throw new RangeError(`boxConstraint: got ${boxConstraint}, expected above 0`);
  if (!(tolerance > 0)) throw new RangeError(`tolerance: got ${tolerance}, expected above 0`);
}
