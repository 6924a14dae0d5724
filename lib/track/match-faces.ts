/**
 * Which detected box is which known face. The cost of a pair is low where the box lies where the face should be by now;
 * the boxes are then given out so that the sum of costs is smallest, which holds two people apart even if all boxes
 * moved at once (a knock against the laptop), where taking the best pair first would give one person's id to the other.
 * Only places and sizes are compared: a face is not recognised, so someone who takes another's place within the time
 * that a track is kept gets their id.
 */
import type { BoxPx } from "../types";
import { assignCheapest } from "./assign-cheapest";
import { centreOf, distanceBetween, overlapOf, sideOf } from "../box-geometry";
import { predictBox, type Motion } from "./predict-box";

/**
 * A box that fits no face better than this is a new face. Boxes that do not overlap cost 1 and their distance in sides,
 * so a face may be one side away from where it should be: 10 sides a second at 10 frames a second. Guessed.
 */
export const WORST_COST = 2;
/**
 * Where frames lie further apart than at 10 a second, a box may fit worse, by this for each second more: people move on
 * meanwhile. Guessed: a step aside or forward at one frame a second.
 */
const WORSE_PER_SECOND = 1;
/**
 * Added where a face is where it was last seen, not where it should be by now: it stopped or turned back. Guessed:
 * dearer than the detector's jitter, so that of two faces which change places in one frame neither "stopped".
 */
export const STOPPED_COST = 0.2;
/**
 * Added for a face that was not seen in the frame before: of two faces at one place, the one in front was seen all the
 * time. Guessed: dearer than jitter, about 0.1 for a detector that jitters by 1 % of a side.
 */
export const MISSED_COST = 0.3;

export interface KnownFace {
  readonly motion: Motion;
  /** When the first frame without it was taken; null where it was among the boxes of the frame before. */
  readonly missedSinceMs: number | null;
}

/**
 * For each box the face that it belongs to, or null for a new one. No face is given out twice. `elapsedMs`: since the
 * frame before.
 */
export function matchFaces<Face extends KnownFace>(
  faces: readonly Face[],
  boxes: readonly BoxPx[],
  timeMs: number,
  elapsedMs: number,
): (Face | null)[] {
  const worst = WORST_COST + WORSE_PER_SECOND * Math.max(0, elapsedMs / 1000 - 0.1);
  // As many columns for "new" as there are boxes: any number of them may be.
  const costs = boxes.map((box) => [...faces.map((face) => matchCost(face, box, timeMs)), ...boxes.map(() => worst)]);
  return assignCheapest(costs).map((column) => faces[column] ?? null);
}

/** From 0: the box is exactly where the face should be, and of its size. */
export function matchCost({ motion, missedSinceMs }: KnownFace, box: BoxPx, timeMs: number): number {
  const place = Math.min(apart(predictBox(motion, timeMs), box), apart(motion.box, box) + STOPPED_COST);
  return place + (missedSinceMs === null ? 0 : MISSED_COST);
}

/** How far two boxes are from being the same: share not in common, distance in sides, and logarithm of their scale. */
function apart(a: BoxPx, b: BoxPx): number {
  const [sideA, sideB] = [sideOf(a), sideOf(b)];
  const distance = distanceBetween(centreOf(a), centreOf(b)) / Math.sqrt(sideA * sideB);
  return 1 - overlapOf(a, b) + distance + Math.abs(Math.log(sideB / sideA));
}
