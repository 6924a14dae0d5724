/**
 * Finds pictures that are the same photo, copied, resized or compressed once more: they count as one original when the
 * honest protocol splits. The rule is that of ../shared/data/README.md: perceptual hashes of 64 bits that differ in 8
 * at most, and thumbnails that correlate by 0.955 at least. (Its thumbnail's size is not given; 32 x 32 here.)
 */
import type { Picture } from "../../lib/types";

export const THUMBNAIL_SIDE = 32;
const HASH_SIDE = 8;
const LARGEST_DISTANCE = 8;
const SMALLEST_CORRELATION = 0.955;

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
          const at = 4 * (y * width + x);
          sum += 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
        }
      }
      thumbnail[row * THUMBNAIL_SIDE + column] = Math.round(sum / ((bottom - top) * (right - left)));
    }
  }
  return thumbnail;
}

/**
 * [n] thumbnails -> [n] group numbers: pictures with the same number are near-duplicates of each other, directly or by
 * way of others. A group's number is its first picture's index. Compares all pairs: 8 million for 4,000 pictures, a
 * second.
 */
export function nearDuplicateGroups(thumbnails: readonly Uint8Array[]): Int32Array {
  const hashes = thumbnails.map(perceptualHash);
  const normalized = thumbnails.map(normalize);
  const group = Int32Array.from(thumbnails, (_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (group[root] !== root) root = group[root];
    return root;
  };
  for (let a = 0; a < thumbnails.length; a++) {
    for (let b = a + 1; b < thumbnails.length; b++) {
      const distance = bitCount(hashes[a][0] ^ hashes[b][0]) + bitCount(hashes[a][1] ^ hashes[b][1]);
      if (distance > LARGEST_DISTANCE || dot(normalized[a], normalized[b]) < SMALLEST_CORRELATION) continue;
      const [first, second] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
      group[second] = first;
    }
  }
  return group.map((_, index) => rootOf(index));
}

/** Cosines of the DCT's lowest frequencies, [8, 32]. */
const COSINES = Array.from({ length: HASH_SIDE }, (_, frequency) =>
  Float64Array.from({ length: THUMBNAIL_SIDE }, (_, at) =>
    Math.cos((Math.PI * frequency * (2 * at + 1)) / (2 * THUMBNAIL_SIDE)),
  ),
);

/** pHash (Zauner 2010): which of the 64 lowest frequencies of the DCT are above their median. Two words of 32 bits. */
function perceptualHash(thumbnail: Uint8Array): readonly [number, number] {
  const rows = COSINES.map((cosines) =>
    Float64Array.from({ length: THUMBNAIL_SIDE }, (_, row) => {
      let sum = 0;
      for (let x = 0; x < THUMBNAIL_SIDE; x++) sum += cosines[x] * thumbnail[row * THUMBNAIL_SIDE + x];
      return sum;
    }),
  );
  const values = COSINES.flatMap((cosines) => rows.map((row) => dot(cosines, row)));
  const sorted = [...values].sort((a, b) => a - b);
  const median = (sorted[31] + sorted[32]) / 2;
  const word = (from: number): number =>
    values.slice(from, from + 32).reduce((bits, value) => (bits << 1) | Number(value > median), 0);
  return [word(0), word(32)];
}

/** Mean 0 and length 1, so that a dot product is a correlation; all 0 for a blank picture. */
function normalize(thumbnail: Uint8Array): Float64Array {
  const mean = thumbnail.reduce((sum, value) => sum + value, 0) / thumbnail.length;
  const centred = Float64Array.from(thumbnail, (value) => value - mean);
  const length = Math.sqrt(dot(centred, centred));
  return length > 0 ? centred.map((value) => value / length) : centred;
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
