/**
 * Numbers written into the pictures of a fake webcam as black and white blocks in the lower left corner, so that a test
 * can tell which frame of the clip the page is showing. Read back in the page from its <video> (see live-page.ts).
 */
import type { Picture } from "../../lib/types";

export const STAMP_BLOCK_PX = 12;
/** One white block, ten bits of the number (least significant first), one black block. */
export const STAMP_BITS = 10;
export const STAMP_BLOCKS = STAMP_BITS + 2;

/** Returns a copy of `picture` that carries `number`, 0 to 1023. */
export function stampPicture(picture: Picture, number: number): Picture {
  if (!Number.isInteger(number) || number < 0 || number >= 2 ** STAMP_BITS) {
    throw new RangeError(`stamp: got ${number}, expected a whole number from 0 to ${2 ** STAMP_BITS - 1}`);
  }
  const data = Uint8Array.from(picture.data);
  const bits = [1, ...Array.from({ length: STAMP_BITS }, (_, bit) => (number >> bit) & 1), 0];
  for (let y = picture.height - STAMP_BLOCK_PX; y < picture.height; y++) {
    for (let x = 0; x < STAMP_BLOCKS * STAMP_BLOCK_PX; x++) {
      const value = bits[Math.floor(x / STAMP_BLOCK_PX)] * 255;
      data.set([value, value, value, 255], (y * picture.width + x) * 4);
    }
  }
  return { width: picture.width, height: picture.height, data };
}
