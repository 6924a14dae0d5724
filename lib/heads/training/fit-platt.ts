/**
 * Platt's sigmoid on held-out decision values: P(first | d) = 1 / (1 + exp(A d + B)).
 * Source: Lin, Lin and Weng, "A note on Platt's probabilistic outputs for support vector machines", Machine Learning 68
 * (2007), appendix: Newton's method with backtracking on Platt's smoothed targets, which keep A finite on data that a
 * threshold separates.
 */

const ITERATIONS = 100;
const SMALLEST_STEP = 1e-10;
/** Added to the Hessian's diagonal, so that it can be inverted. */
const SIGMA = 1e-12;
const GRADIENT_TOLERANCE = 1e-5;

export interface PlattSigmoid {
  /** Below 0 where larger decision values mean the first class. */
  readonly a: number;
  readonly b: number;
}

/** `decisions` [n] finite; `isFirst` [n], 1 for rows of the pair's first class and 0 for the second's. Throws RangeError. */
export function fitPlatt(decisions: ArrayLike<number>, isFirst: ArrayLike<number>): PlattSigmoid {
  const count = decisions.length;
  if (isFirst.length !== count) throw new RangeError(`isFirst: got ${isFirst.length} rows, expected ${count}`);
  let firsts = 0;
  for (let i = 0; i < count; i++) firsts += isFirst[i];
  const seconds = count - firsts;
  if (firsts === 0 || seconds === 0) {
    throw new RangeError(
      `isFirst: got ${firsts} of the first and ${seconds} of the second class, expected some of both`,
    );
  }
  const high = (firsts + 1) / (firsts + 2);
  const low = 1 / (seconds + 2);
  const targets = Float64Array.from(isFirst, (value) => (value ? high : low));

  let a = 0;
  let b = Math.log((seconds + 1) / (firsts + 1));
  let loss = lossOf(decisions, targets, a, b);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let h11 = SIGMA;
    let h22 = SIGMA;
    let h21 = 0;
    let g1 = 0;
    let g2 = 0;
    for (let i = 0; i < count; i++) {
      const d = decisions[i];
      const p = 1 / (1 + Math.exp(a * d + b));
      const curvature = p * (1 - p);
      h11 += d * d * curvature;
      h22 += curvature;
      h21 += d * curvature;
      g1 += d * (targets[i] - p);
      g2 += targets[i] - p;
    }
    if (Math.abs(g1) < GRADIENT_TOLERANCE && Math.abs(g2) < GRADIENT_TOLERANCE) break;
    const determinant = h11 * h22 - h21 * h21;
    const stepA = -(h22 * g1 - h21 * g2) / determinant;
    const stepB = -(h11 * g2 - h21 * g1) / determinant;
    const slope = g1 * stepA + g2 * stepB;
    let length = 1;
    for (; length >= SMALLEST_STEP; length /= 2) {
      const nextLoss = lossOf(decisions, targets, a + length * stepA, b + length * stepB);
      if (!(nextLoss < loss + 1e-4 * length * slope)) continue;
      a += length * stepA;
      b += length * stepB;
      loss = nextLoss;
      break;
    }
    if (length < SMALLEST_STEP) break;
  }
  return { a, b };
}

/** Cross entropy in nats, summed; written so that no exponential overflows. */
function lossOf(decisions: ArrayLike<number>, targets: Float64Array, a: number, b: number): number {
  let loss = 0;
  for (let i = 0; i < targets.length; i++) {
    const exponent = a * decisions[i] + b;
    loss += (targets[i] - Number(exponent < 0)) * exponent + Math.log1p(Math.exp(-Math.abs(exponent)));
  }
  return loss;
}
