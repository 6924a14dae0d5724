/** A face's box as it is drawn: centre and size go through a One-Euro filter each. One filter for each track. */
import type { BoxPx } from "../types";
import { centreOf, sideOf } from "../box-geometry";
import { createOneEuroFilter, type OneEuroSettings } from "./one-euro";

/**
 * Speeds are in sides of the box a second.
 * - 1 Hz at rest, the paper's starting point: of jitter by 1 % of a side at 30 frames a second 41 % is left (measured
 *   in one-euro.test.ts).
 * - 5 Hz for each side a second: a face in steady movement, however fast, is followed at most
 *   1 / (2 pi 5) = 3 % of its side behind. Chosen for that.
 * - 1 Hz for the speed: the paper's.
 */
const BOX_SMOOTHING: OneEuroSettings = { minimumCutoffHz: 1, cutoffPerSpeed: 5, speedCutoffHz: 1 };

export interface BoxFilter {
  /** `timeMs`: never falling. The first box stays as it is. */
  filter(box: BoxPx, timeMs: number): BoxPx;
}

export function createBoxFilter(): BoxFilter {
  const centreFilter = createOneEuroFilter(BOX_SMOOTHING);
  const sizeFilter = createOneEuroFilter(BOX_SMOOTHING);
  return {
    filter(box, timeMs) {
      const centre = centreOf(box);
      const [x, y] = centreFilter.filter([centre.x, centre.y], timeMs / 1000, sideOf(box));
      const [width, height] = sizeFilter.filter([box.width, box.height], timeMs / 1000, sideOf(box));
      return { x: x - width / 2, y: y - height / 2, width, height };
    },
  };
}
