/**
 * How large the features of a face are in the picture, and how much of them lies outside of it. Pure; pixels of the
 * picture. BlazeFace places points beyond the border, too, but draws a cut face together; its box therefore loses the
 * mouth long before it reaches the border, and the features are what counts here.
 */
import { distanceBetween } from "../box-geometry";
import type { BoxPx, FaceKeypointsPx } from "../types";

/** The keypoints that say where the features are; the ears do not. */
export type FeaturePoints = Pick<FaceKeypointsPx, "rightEye" | "leftEye" | "noseTip" | "mouthCenter">;

/** Brows above the eyes and lips below the middle of the mouth, as part of the span. By anatomy, not fitted. */
const MARGIN = 0.3;

/**
 * The larger of the distance between the eyes and the distance from the eyes to the mouth, in pixels of the picture.
 * Both are about 0.36 of the aligned crop's side; turning a head makes the one smaller, nodding the other.
 */
export function measureSpan({ rightEye, leftEye, mouthCenter }: FeaturePoints): number {
  const eyes = { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 };
  return Math.max(distanceBetween(rightEye, leftEye), distanceBetween(eyes, mouthCenter));
}

/** The rectangle around eyes, nose tip and mouth, with a margin for brows and lips. May leave the picture. */
export function featureBox(keypoints: FeaturePoints): BoxPx {
  const { rightEye, leftEye, noseTip, mouthCenter } = keypoints;
  const points = [rightEye, leftEye, noseTip, mouthCenter];
  const margin = MARGIN * measureSpan(keypoints);
  const x = Math.min(...points.map((point) => point.x)) - margin;
  const y = Math.min(...points.map((point) => point.y)) - margin;
  const right = Math.max(...points.map((point) => point.x)) + margin;
  const bottom = Math.max(...points.map((point) => point.y)) + margin;
  return { x, y, width: right - x, height: bottom - y };
}

/** Share of featureBox that the picture does not show, 0 to 1. Keypoints all in one place count as not shown. */
export function measureOutside(
  picture: { readonly width: number; readonly height: number },
  keypoints: FeaturePoints,
): number {
  const { x, y, width, height } = featureBox(keypoints);
  if (!(width > 0 && height > 0)) return 1;
  const across = Math.max(0, Math.min(picture.width, x + width) - Math.max(0, x)) / width;
  const down = Math.max(0, Math.min(picture.height, y + height) - Math.max(0, y)) / height;
  return 1 - across * down;
}
