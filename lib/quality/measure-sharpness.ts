/**
 * How sharp a face is at the scale of the grid. Pure. In: [48, 48] luma 0 to 255, not equalized.
 * Source: Crete et al., "The blur effect: perception and estimation with a new no-reference perceptual blur metric", SPIE
 * 6492, 2007: a sharp picture loses much of the difference between neighbours when it is blurred again, a blurred one
 * little. Here 1 minus their number, along four directions, and a mean of 3 pixels instead of 9, because a face is only
 * 48 pixels wide. Contrast and mean light cancel out. Noise counts as sharp.
 */
import { FACE_PIXELS, REGION_SIDE } from "./face-region";

/**
 * `step`: from a pixel to its neighbour; `ordinary`: the sharpness along it of FER2013's PublicTest (medians of 982 faces).
 * A diagonal neighbour is further away, and brows, eyes and mouth differ from what is above and below them.
 */
const DIRECTIONS = [
  { step: 1, ordinary: 0.27 },
  { step: REGION_SIDE, ordinary: 0.32 },
  { step: REGION_SIDE + 1, ordinary: 0.39 },
  { step: REGION_SIDE - 1, ordinary: 0.39 },
] as const;

/**
 * The worst direction times its share of the best one, both relative to ordinary faces: 0 (nothing but smooth shading, or
 * nothing at all) to about 3; faces in focus lie at 0.4 to 1. A moving face is blurred along its way only, and is read worse
 * than one out of focus that is as sharp there: of the measures tried this one goes best with what is read right
 * (training/EXPERIMENTS.md, 2026-11-27).
 */
export function measureSharpness(luma: Float32Array): number {
  const sharpness = DIRECTIONS.map(({ step, ordinary }) => sharpnessAlong(luma, step) / ordinary);
  const best = Math.max(...sharpness);
  return best > 0 ? Math.min(...sharpness) ** 2 / best : 0;
}

/** 0 to 1. The ellipse stays clear of the grid's edges. */
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
