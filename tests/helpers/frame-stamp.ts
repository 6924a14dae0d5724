/**
 * Numbers written into the pictures of a fake webcam as black and white blocks in the lower left corner, so that a test
 * can tell which frame of the clip the page is showing. Read back in the page, which STAMP_READER teaches to.
 */
import type { Picture } from "../../lib/types";

export const STAMP_BLOCK_PX = 12;
/** One white block, ten bits of the number (least significant first), one black block. */
export const STAMP_BITS = 10;
const STAMP_BLOCKS = STAMP_BITS + 2;

/** What STAMP_READER puts on `window`. */
export interface StampReader {
  /** Number on a picture of this height in pixels; null where there is none. */
  readStamp(source: CanvasImageSource, height: number): number | null;
}

interface StampLayout {
  readonly blockPx: number;
  readonly bits: number;
  readonly blocks: number;
}

const LAYOUT: StampLayout = { blockPx: STAMP_BLOCK_PX, bits: STAMP_BITS, blocks: STAMP_BLOCKS };

/** Script for a page, to run before its own. As text, so that a page's other scripts can call it. */
export const STAMP_READER = `window.readStamp = (source, height) => (${readStamp.toString()})(source, height, ${JSON.stringify(LAYOUT)});`;

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

/** Runs in the page, where nothing else of this module is. */
function readStamp(source: CanvasImageSource, height: number, { blockPx, bits, blocks }: StampLayout): number | null {
  const canvas = document.createElement("canvas");
  const width = blocks * blockPx;
  canvas.width = width;
  canvas.height = blockPx;
  const drawing = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawing) return null;
  drawing.drawImage(source, 0, height - blockPx, width, blockPx, 0, 0, width, blockPx);
  const { data } = drawing.getImageData(0, 0, width, blockPx);
  const values = Array.from({ length: blocks }, (_, block) => {
    const pixel = (blockPx >> 1) * width + block * blockPx + (blockPx >> 1);
    return data[pixel * 4];
  });
  if (values.some((value) => value > 60 && value < 195) || values[0] < 195 || values[blocks - 1] > 60) return null;
  return values.slice(1, 1 + bits).reduce((sum, value, bit) => sum + (value > 127 ? 2 ** bit : 0), 0);
}
