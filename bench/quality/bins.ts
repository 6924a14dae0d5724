/** How right faces are read, sorted by what a gate asks of them: where its limit belongs. Pure. */
import { shareOf, type Share } from "../../lib/evidence/share";
import type { FaceMeasures } from "../../lib/quality/measure-face";
import type { MeasuredOutcome } from "./outcome";

/** Faces whose measure is `from` or more and less than `below` (null: no upper end). */
export interface Bin {
  readonly measure: keyof FaceMeasures;
  readonly from: number;
  readonly below: number | null;
  readonly right: Share;
}

/** Inner ends of the bins. Those of `turn`: of its absolute value. */
const ENDS: Readonly<Record<keyof FaceMeasures, readonly number[]>> = {
  spanPx: [4.5, 5.5, 6.5, 7.5, 9, 11, 13],
  outsideShare: [0.001, 0.03, 0.06, 0.09, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4],
  meanLuma: [4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 60],
  darkShare: [0.05, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97],
  brightShare: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9],
  turn: [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2],
  noise: [0.05, 0.08, 0.1, 0.12, 0.13, 0.14, 0.15, 0.16, 0.18, 0.2, 0.25],
  sharpness: [0.05, 0.1, 0.13, 0.16, 0.18, 0.2, 0.22, 0.25, 0.3, 0.35, 0.4, 0.5, 0.7, 1],
};

/** From the smallest up; bins without a face are there, too. */
export function rightByBin(
  faces: readonly Pick<MeasuredOutcome, "measures" | "right">[],
  measure: keyof FaceMeasures,
): Bin[] {
  const ends = ENDS[measure];
  return [...ends, null].map((below, index) => {
    const from = index === 0 ? 0 : ends[index - 1];
    const inside = faces.filter(({ measures }) => {
      const value = Math.abs(measures[measure]);
      return value >= from && (below === null || value < below);
    });
    return { measure, from, below, right: shareOf(inside.filter(({ right }) => right).length, inside.length) };
  });
}
