/** The experiment's statistics: shares, class scores and tests of paired answers. Pure; sources at each function. */
import type { ReportShare } from "../../lib/evidence/report-schema";
import { share } from "../test-sets";

/** Right answers of so many with Wilson's 95 % interval, kept inside 0 to 1 where rounding would leave it. */
export function shareOf(right: number, of: number): ReportShare {
  const { rate, low, high } = share(right, of);
  return { right, of, rate, low: Math.max(0, low), high: Math.min(1, high) };
}

/** Counts, rows true, columns predicted. `labels` and `predictions` [n], below `classes`. Throws RangeError else. */
export function confusionOf(labels: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): number[][] {
  if (labels.length !== predictions.length) {
    throw new RangeError(`predictions: got ${predictions.length}, expected ${labels.length}`);
  }
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) confusion[labels[i]][predictions[i]]++;
  return confusion;
}

export function accuracyOf(confusion: readonly (readonly number[])[]): ReportShare {
  const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
  return shareOf(
    right,
    confusion.flat().reduce((sum, count) => sum + count, 0),
  );
}

/** Of each class, how many were recognized. */
export function recallOf(confusion: readonly (readonly number[])[]): ReportShare[] {
  return confusion.map((row, label) =>
    shareOf(
      row[label],
      row.reduce((sum, count) => sum + count, 0),
    ),
  );
}

/**
 * Mean over the classes of 2 TP / (2 TP + FP + FN). Classes that no picture has are left out of the mean, since some of
 * the web sets have no surprise; pictures wrongly called so still count as missed. 0 for no pictures.
 */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  const scores = confusion.flatMap((row, label) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    if (support === 0) return [];
    const predicted = confusion.reduce((sum, other) => sum + other[label], 0);
    return [(2 * row[label]) / (support + predicted)];
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}

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
export function differenceOf(first: ReportShare, second: ReportShare) {
  const difference = first.rate - second.rate;
  return {
    difference,
    low: difference - Math.hypot(first.rate - first.low, second.high - second.rate),
    high: difference + Math.hypot(first.high - first.rate, second.rate - second.low),
  };
}
