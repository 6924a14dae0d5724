/**
 * Adds a border that repeats the outermost pixels, so that the detector sees a face that fills its picture as a face in
 * a scene. Used for pictures that are face crops already. Returns the offset to take off coordinates found in it.
 */
import type { Picture } from "../types";

export interface PaddedPicture {
  readonly picture: Picture;
  /** Width of the border in pixels, the same on all sides. */
  readonly borderPx: number;
}

/** `borderShare`: width of the border as part of the longer side. */
export function padPicture(picture: Picture, borderShare: number): PaddedPicture {
  const borderPx = Math.round(borderShare * Math.max(picture.width, picture.height));
  const width = picture.width + 2 * borderPx;
  const height = picture.height + 2 * borderPx;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const sourceY = Math.min(picture.height - 1, Math.max(0, y - borderPx));
    for (let x = 0; x < width; x++) {
      const sourceX = Math.min(picture.width - 1, Math.max(0, x - borderPx));
      const from = (sourceY * picture.width + sourceX) * 4;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 4; channel++) data[to + channel] = picture.data[from + channel];
    }
  }
  return { picture: { width, height, data }, borderPx };
}
