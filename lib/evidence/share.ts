/** Right answers of so many, with how sure that share is: what every report is made of. Pure. */
import { sum } from "./sum";
import { part, whole, z } from "./zod";

/** `rate`, and the ends of Wilson's 95 % interval. Where nothing was counted: rate 0, interval 0 to 1. */
export const shareSchema = z.object({ right: whole, of: whole, rate: part, low: part, high: part });
export type Share = z.infer<typeof shareSchema>;

/** Of the normal distribution, for 95 %. */
const QUANTILE = 1.959964;

/**
 * `right` of `of` with Wilson's interval, kept inside 0 to 1 where rounding would leave it. Source: Wilson, Journal of
 * the American Statistical Association 22 (1927), as in Newcombe, Statistics in Medicine 17 (1998), method 3.
 */
export function shareOf(right: number, of: number): Share {
  if (of === 0) return { right, of, rate: 0, low: 0, high: 1 };
  const rate = right / of;
  const square = QUANTILE ** 2 / of;
  const center = (rate + square / 2) / (1 + square);
  const half = (QUANTILE / (1 + square)) * Math.sqrt((rate * (1 - rate)) / of + square / (4 * of));
  return { right, of, rate, low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

/** Several groups, which share nobody, as one. */
export const shareTogether = (shares: readonly Share[]): Share =>
  shareOf(sum(shares.map(({ right }) => right)), sum(shares.map(({ of }) => of)));
