/**
 * L-BFGS over typed arrays, for functions that are smooth nearly everywhere, such as ReLU networks.
 * Sources: two-loop recursion, Nocedal and Wright, "Numerical Optimization" (2nd edition), algorithms 7.4 and 7.5; line
 * search by bisection for the weak Wolfe conditions, Lewis and Overton, "Nonsmooth optimization via quasi-Newton
 * methods", Mathematical Programming 141 (2013), algorithm 2.6. The paper's tool uses L-BFGS too; its tolerances are the
 * defaults here.
 */

/** Value at `parameters`; writes the gradient there, of the same length. */
export type Objective = (parameters: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Pairs of steps and gradient changes that are kept. Nocedal and Wright: 3 to 20. */
  readonly memory?: number;
  readonly iterationLimit?: number;
  /** Of the gradient's largest entry, relative to that at the start where that is above 1. */
  readonly gradientTolerance?: number;
  /** Of the value itself: fits losses that are 0 at best. */
  readonly lossTolerance?: number;
  /** Of the Euclidean length of a step. */
  readonly stepTolerance?: number;
  /** After each iteration, counted from 1. The values fall strictly. */
  onIteration?(iteration: number, loss: number): void;
}

export interface LbfgsResult {
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly iterations: number;
  /** Calls of the objective. */
  readonly evaluations: number;
  /** "no-descent": the line search finds no lower value, so rounding or a kink is reached. */
  readonly stop: "gradient" | "loss" | "step" | "iterations" | "no-descent";
}

/** Sufficient decrease and curvature of the Wolfe conditions, as in Nocedal and Wright. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
/** Bisections or doublings of one line search: enough to reach a step of 1e-12. */
const TRIALS = 40;

/** Throws RangeError where the objective is no number at `start`, which is not changed. */
export function minimizeLbfgs(objective: Objective, start: Float64Array, options: LbfgsOptions = {}): LbfgsResult {
  const { memory = 10, iterationLimit = 1000, gradientTolerance = 1e-6 } = options;
  const { lossTolerance = 1e-6, stepTolerance = 1e-6, onIteration } = options;
  let point: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(point.length);
  let nextPoint: Float64Array = new Float64Array(point.length);
  let nextGradient: Float64Array = new Float64Array(point.length);
  let loss = objective(point, gradient);
  if (!Number.isFinite(loss)) throw new RangeError(`objective at the start: got ${loss}, expected a finite number`);
  let evaluations = 1;
  const smallGradient = gradientTolerance * Math.max(1, largestOf(gradient));
  let history: Change[] = [];

  const ended = (iterations: number, stop: LbfgsResult["stop"]): LbfgsResult => ({
    parameters: point,
    loss,
    iterations,
    evaluations,
    stop,
  });
  for (let iteration = 0; ; iteration++) {
    if (largestOf(gradient) <= smallGradient) return ended(iteration, "gradient");
    if (loss <= lossTolerance) return ended(iteration, "loss");
    if (iteration >= iterationLimit) return ended(iteration, "iterations");

    let direction = descentDirection(gradient, history);
    if (!(dot(direction, gradient) < 0)) {
      history = [];
      direction = descentDirection(gradient, history);
    }
    const slope = dot(direction, gradient);
    let low = 0;
    let high = Infinity;
    // Without a history the direction has the gradient's length, which says nothing about the step.
    let length = history.length > 0 ? 1 : Math.min(1, 1 / Math.sqrt(-slope));
    let nextLoss = NaN;
    let holds = false;
    for (let trial = 0; trial < TRIALS && !holds; trial++) {
      move(point, length, direction, nextPoint);
      nextLoss = objective(nextPoint, nextGradient);
      evaluations++;
      // NaN counts as too far.
      if (!(nextLoss <= loss + DECREASE * length * slope)) high = length;
      else if (dot(nextGradient, direction) < CURVATURE * slope) low = length;
      else holds = true;
      if (!holds) length = high < Infinity ? (low + high) / 2 : 2 * low;
    }
    if (!holds && low > 0) {
      // Lower, though still steep: at a kink there may be no better step.
      length = low;
      move(point, length, direction, nextPoint);
      nextLoss = objective(nextPoint, nextGradient);
      evaluations++;
    } else if (!holds) {
      return ended(iteration, "no-descent");
    }

    const change = changeOf(point, nextPoint, gradient, nextGradient);
    if (change.product > 0) history = [...history, change].slice(-memory);
    [point, nextPoint] = [nextPoint, point];
    [gradient, nextGradient] = [nextGradient, gradient];
    loss = nextLoss;
    onIteration?.(iteration + 1, loss);
    if (length * Math.sqrt(dot(direction, direction)) <= stepTolerance) return ended(iteration + 1, "step");
  }
}

/** One step s, what it changed of the gradient, y, and s.y. */
interface Change {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

function changeOf(point: Float64Array, next: Float64Array, gradient: Float64Array, nextGradient: Float64Array): Change {
  const step = next.map((value, i) => value - point[i]);
  const change = nextGradient.map((value, i) => value - gradient[i]);
  return { step, change, product: dot(step, change) };
}

/** -H gradient, where H is the inverse Hessian that the history describes. */
function descentDirection(gradient: Float64Array, history: readonly Change[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares = history.map(() => 0);
  for (let index = history.length - 1; index >= 0; index--) {
    const { step, change, product } = history[index];
    shares[index] = dot(step, direction) / product;
    move(direction, -shares[index], change, direction);
  }
  const latest = history.at(-1);
  if (latest) {
    const scale = latest.product / dot(latest.change, latest.change);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  history.forEach(({ step, change, product }, index) => {
    move(direction, shares[index] - dot(change, direction) / product, step, direction);
  });
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** out = from + length * direction; `out` may be `from`. */
function move(from: Float64Array, length: number, direction: Float64Array, out: Float64Array): void {
  for (let i = 0; i < from.length; i++) out[i] = from[i] + length * direction[i];
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}
