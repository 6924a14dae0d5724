/**
 * How a face is lit: its mean luma, and how much of it is lost in black or in white. Pure.
 * In: [48, 48] luma 0 to 255, not equalized. Only the face's ellipse counts (face-region.ts).
 */
import { FACE_PIXELS } from "./face-region";

/**
 * Luma of black as cameras and JPEG give it (16 is video's own). Counting black keeps the limit for the mean low, which
 * by itself would take dark skin for bad light.
 */
const BLACK_LUMA = 16;

/** Clipped white: JPEG and shrinking bring 255 down a little. */
const WHITE_LUMA = 250;

export interface LightMeasures {
  /** 0 to 255. */
  readonly meanLuma: number;
  /** Share of the face at or below BLACK_LUMA, 0 to 1. */
  readonly darkShare: number;
  /** Share of the face at or above WHITE_LUMA, 0 to 1. */
  readonly brightShare: number;
}

export function measureLight(luma: Float32Array): LightMeasures {
  let sum = 0;
  let dark = 0;
  let bright = 0;
  for (const at of FACE_PIXELS) {
    sum += luma[at];
    if (luma[at] <= BLACK_LUMA) dark++;
    if (luma[at] >= WHITE_LUMA) bright++;
  }
  const count = FACE_PIXELS.length;
  return { meanLuma: sum / count, darkShare: dark / count, brightShare: bright / count };
}
