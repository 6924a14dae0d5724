/** What several stages measure of boxes. Pixels of the source picture, origin top left. */
import type { BoxPx, PointPx } from "./types";

export function centreOf({ x, y, width, height }: BoxPx): PointPx {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Side of the square with the box's area, in pixels; at least 1, so that it can be divided by. */
export function sideOf({ width, height }: BoxPx): number {
  return Math.max(1, Math.sqrt(width * height));
}

export const distanceBetween = (a: PointPx, b: PointPx): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Intersection over union, 0 to 1. */
export function overlapOf(a: BoxPx, b: BoxPx): number {
  const both = sharedArea(a, b);
  return both === 0 ? 0 : both / (a.width * a.height + b.width * b.height - both);
}

/** Of both boxes, in pixels. */
export function sharedArea(a: BoxPx, b: BoxPx): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : width * height;
}
