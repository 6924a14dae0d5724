/** Comparing boxes: overlap from 0 (apart) to 1 (the same). */
import type { BoxPx } from "../../lib/types";

export function intersectionOverUnion(a: BoxPx, b: BoxPx): number {
  const overlap = (startA: number, lengthA: number, startB: number, lengthB: number): number =>
    Math.max(0, Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB));
  const shared = overlap(a.x, a.width, b.x, b.width) * overlap(a.y, a.height, b.y, b.height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}
