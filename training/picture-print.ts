/**
 * When two pictures are the same photo, copied, resized or compressed once more. The rule is that of
 * ../shared/data/README.md: perceptual hashes of 64 bits that differ in 8 at most, and thumbnails that correlate by
 * 0.955 at least. (Its thumbnail's size is not given; 32 x 32 here.) Pure; the search is near-duplicate-index.ts.
 */
import { lumaAt } from "../lib/align/luma";
import type { Picture } from "../lib/types";

export const THUMBNAIL_SIDE = 32;
const HASH_SIDE = 8;
export const LARGEST_DISTANCE = 8;
export const SMALLEST_CORRELATION = 0.955;

/** pHash, two words of 32 bits. */
export type PerceptualHash = readonly [number, number];

export interface PicturePrint {
  readonly hash: PerceptualHash;
  /** [32 * 32] luma, 0 to 255. */
  readonly thumbnail: Uint8Array;
}

export const printOf = (thumbnail: Uint8Array): PicturePrint => ({ hash: perceptualHash(thumbnail), thumbnail });

/** Picture -> [32 * 32] luma, 0 to 255, each the mean of its part of the picture; the aspect ratio is not kept. */
export function thumbnailOf({ width, height, data }: Picture): Uint8Array {
  const thumbnail = new Uint8Array(THUMBNAIL_SIDE * THUMBNAIL_SIDE);
  for (let row = 0; row < THUMBNAIL_SIDE; row++) {
    const top = Math.floor((row * height) / THUMBNAIL_SIDE);
    const bottom = Math.max(top + 1, Math.ceil(((row + 1) * height) / THUMBNAIL_SIDE));
    for (let column = 0; column < THUMBNAIL_SIDE; column++) {
      const left = Math.floor((column * width) / THUMBNAIL_SIDE);
      const right = Math.max(left + 1, Math.ceil(((column + 1) * width) / THUMBNAIL_SIDE));
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          sum += lumaAt(data, 4 * (y * width + x));
        }
      }
      thumbnail[row * THUMBNAIL_SIDE + column] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return thumbnail;
}

export function areNearDuplicates(a: PicturePrint, b: PicturePrint): boolean {
  return (
    hashDistance(a.hash, b.hash) <= LARGEST_DISTANCE && correlation(a.thumbnail, b.thumbnail) >= SMALLEST_CORRELATION
  );
}

/** Bits that differ, 0 to 64. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  return bitCount(a[0] ^ b[0]) + bitCount(a[1] ^ b[1]);
}

/** Pearson's, -1 to 1; 0 where a thumbnail is blank. Both of one length. */
export function correlation(a: Uint8Array, b: Uint8Array): number {
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    sumA += a[i];
    sumB += b[i];
    sumAA += a[i] * a[i];
    sumBB += b[i] * b[i];
    sumAB += a[i] * b[i];
  }
  // Whole numbers below 2^53 up to here, so a blank thumbnail's spread is exactly 0.
  const spread = (a.length * sumAA - sumA * sumA) * (b.length * sumBB - sumB * sumB);
  return spread > 0 ? (a.length * sumAB - sumA * sumB) / Math.sqrt(spread) : 0;
}

/** Cosines of the DCT's lowest frequencies, [8, 32]. */
const COSINES = Array.from({ length: HASH_SIDE }, (_, frequency) =>
  Float64Array.from({ length: THUMBNAIL_SIDE }, (_, at) =>
    Math.cos((Math.PI * frequency * (2 * at + 1)) / (2 * THUMBNAIL_SIDE)),
  ),
);

/** pHash (Zauner 2010): which of the 64 lowest frequencies of the DCT are above their median. */
function perceptualHash(thumbnail: Uint8Array): PerceptualHash {
  const rows = COSINES.map((cosines) =>
    Float64Array.from({ length: THUMBNAIL_SIDE }, (_, row) => {
      let sum = 0;
      for (let x = 0; x < THUMBNAIL_SIDE; x++) sum += cosines[x] * thumbnail[row * THUMBNAIL_SIDE + x];
      return sum;
    }),
  );
  const values = COSINES.flatMap((cosines) => rows.map((row) => dot(cosines, row)));
  const sorted = Float64Array.from(values).sort();
  const median = (sorted[31] + sorted[32]) / 2;
  const word = (from: number): number =>
    values.slice(from, from + 32).reduce((bits, value) => (bits << 1) | Number(value > median), 0);
  return [word(0), word(32)];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
