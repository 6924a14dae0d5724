/**
 * How far a head is turned to the side, from BlazeFace's keypoints: the nose tip moves from the middle between the ears
 * towards one of them. Pure. Distances are taken along the line through the eyes, so a tilted head is not a turned one.
 * Nodding is not measured: nose against eyes and mouth moves as much when the mouth opens in surprise; ears against eyes
 * would tell it, but faces that look down or up are read as well as others (training/EXPERIMENTS.md, 2026-11-30).
 */
import type { FaceKeypointsPx, PointPx } from "../types";

/** Beyond it the ears lie on top of one another, and the quotient says nothing more. */
export const LARGEST_TURN = 3;

/**
 * 0: to the camera. 1: the nose tip is in line with an ear, about 35 to 40 degrees on a head whose nose stands out 1.2 to
 * 1.4 half ear distances from the line between the ears. Grows with the tangent of the angle; -3 to 3, positive towards
 * the person's own left.
 */
export function measureTurn(keypoints: FaceKeypointsPx): number {
  const { rightEye, leftEye, noseTip, rightEarTragion, leftEarTragion } = keypoints;
  const axis = { x: leftEye.x - rightEye.x, y: leftEye.y - rightEye.y };
  const along = (point: PointPx): number => point.x * axis.x + point.y * axis.y;
  const right = along(rightEarTragion);
  const left = along(leftEarTragion);
  const offset = along(noseTip) - (left + right) / 2;
  const half = (left - right) / 2;
  if (!(half > 0)) return offset < 0 ? -LARGEST_TURN : LARGEST_TURN;
  return Math.max(-LARGEST_TURN, Math.min(LARGEST_TURN, offset / half));
}
