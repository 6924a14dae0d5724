/** The experiment's statistics: tests of paired answers, differences of shares. Pure; sources at each function. */
import type { Share } from "../../lib/evidence/share";

export interface McNemar {
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided, exact: how likely so uneven a division is when both are as good. */
  readonly p: number;
}

/**
 * McNemar's exact test of two classifiers on the same pictures: only those count that one got right and the other
 * wrong, and under the null hypothesis each is a fair coin. `first`, `second` [n]: whether the answer was right.
 * Source: McNemar, Psychometrika 12 (1947), with the binomial in place of chi-squared. Throws RangeError for other
 * lengths.
 */
export function mcNemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length) {
    throw new RangeError(`second: got ${second.length} answers, expected ${first.length}`);
  }
  let onlyFirst = 0;
  let onlySecond = 0;
  first.forEach((right, picture) => {
    if (right && !second[picture]) onlyFirst++;
    if (!right && second[picture]) onlySecond++;
  });
  return { onlyFirst, onlySecond, p: signTest(onlyFirst, onlySecond) };
}

/** min(1, 2 P(X <= min(a, b))) for X binomial with a + b throws of a fair coin. */
function signTest(a: number, b: number): number {
  const throws = a + b;
  let logTerm = -throws * Math.LN2;
  let tail = 0;
  for (let k = 0; k <= Math.min(a, b); k++) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((throws - k) / (k + 1));
  }
  return Math.min(1, 2 * tail);
}

/**
 * Holm's adjustment for so many tests at once, in the order given. Source: Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, index) => index).sort((a, b) => ps[a] - ps[b]);
  const adjusted = ps.map(() => 0);
  let largest = 0;
  order.forEach((index, rank) => {
    largest = Math.max(largest, Math.min(1, ps[index] * (ps.length - rank)));
    adjusted[index] = largest;
  });
  return adjusted;
}

/**
 * First rate minus second with a 95 % interval, for shares of different pictures. Source: Newcombe, Statistics in
 * Medicine 17 (1998) 873-890, method 10: both Wilson intervals put together.
 */
export function differenceOf(first: Share, second: Share) {
  const difference = first.rate - second.rate;
  return {
    difference,
    low: difference - Math.hypot(first.rate - first.low, second.high - second.rate),
    high: difference + Math.hypot(first.high - first.rate, second.rate - second.low),
  };
}
