/** Confusion matrices, rows true and columns predicted, and what is read off them. Pure; sources at each function. */
import { shareOf, type Share } from "./share";
import { sum } from "./sum";

/** Counts. `labels` and `predictions` [n], below `classes`. Throws RangeError for other lengths. */
export function confusionOf(labels: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): number[][] {
  if (labels.length !== predictions.length) {
    throw new RangeError(`predictions: got ${predictions.length}, expected ${labels.length}`);
  }
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) confusion[labels[i]][predictions[i]]++;
  return confusion;
}

export function accuracyOf(confusion: readonly (readonly number[])[]): Share {
  return shareOf(
    confusion.reduce((right, row, label) => right + row[label], 0),
    sum(confusion.flat()),
  );
}

/** Null for none. */
export const accuracyOrNull = (confusion: readonly (readonly number[])[] | null): Share | null =>
  confusion && accuracyOf(confusion);

/** Of each class, how many were recognized. */
export function recallOf(confusion: readonly (readonly number[])[]): Share[] {
  return confusion.map((row, label) => shareOf(row[label], sum(row)));
}

/**
 * Mean over the classes of 2 TP / (2 TP + FP + FN). Classes that no picture has are left out of the mean, since some of
 * the web sets have no surprise; pictures wrongly called so still count as missed. 0 for no pictures.
 */
export function macroF1(confusion: readonly (readonly number[])[]): number {
  const scores = confusion.flatMap((row, label) => {
    const support = sum(row);
    if (support === 0) return [];
    const predicted = sum(confusion.map((other) => other[label]));
    return [(2 * row[label]) / (support + predicted)];
  });
  return sum(scores) / Math.max(1, scores.length);
}
