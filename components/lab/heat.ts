/**
 * Shades of the confusion matrix: six steps by the share of a row, so that Tailwind's classes suffice and every pair of
 * text and ground has a known contrast. Pure.
 */

/** Lower ends of the steps after the first; close together near 0, where a good classifier's mistakes are. */
export const HEAT_LIMITS = [0.005, 0.05, 0.15, 0.35, 0.65] as const;

/** 0 (none or hardly any) to HEAT_LIMITS.length (most of the row). */
export function heatStep(rate: number): number {
  return HEAT_LIMITS.filter((limit) => rate >= limit).length;
}

/** Counts -> shares of each row; a row without pictures stays 0. */
export function rowRates(confusion: readonly (readonly number[])[]): number[][] {
  return confusion.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}
