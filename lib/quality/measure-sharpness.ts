/**
 * How sharp a face is at the scale of the grid. Pure. In: [48, 48] luma 0 to 255, not equalized.
 * Source: Crete et al., "The blur effect: perception and estimation with a new no-reference perceptual blur metric", SPIE
 * 6492, 2007: a sharp picture loses much of the difference between neighbours when it is blurred again, a blurred one
 * little. Here 1 minus their number, and a mean of 3 pixels instead of 9, because a face is only 48 pixels wide.
 * Contrast and mean light cancel out. Noise counts as sharp.
 */
import { FACE_PIXELS, REGION_SIDE } from "./face-region";

/** 0 (nothing but smooth shading, or nothing at all) to 1; faces in focus lie at 0.2 to 0.5. */
export function measureSharpness(luma: Float32Array): number {
  // The worse of both directions, since a moving face is blurred along its way only.
  return Math.min(sharpnessAlong(luma, 1), sharpnessAlong(luma, REGION_SIDE));
}

/** `step`: from a pixel to its neighbour, 1 across and REGION_SIDE down. The ellipse stays clear of the grid's edges. */
function sharpnessAlong(luma: Float32Array, step: number): number {
  let variation = 0;
  let lost = 0;
  for (const at of FACE_PIXELS) {
    const difference = Math.abs(luma[at] - luma[at - step]);
    // Two neighbouring means of three pixels share two of them, so that only the outer ones are left.
    const blurredDifference = Math.abs(luma[at + step] - luma[at - 2 * step]) / 3;
    variation += difference;
    lost += Math.max(0, difference - blurredDifference);
  }
  return variation > 0 ? lost / variation : 0;
}
