/**
 * Finds the near-duplicates of a picture among many without comparing it with all: multi-index hashing (Norouzi et al.
 * 2012). The hash is cut into one part more than bits may differ, so near-duplicates agree in one whole part at least,
 * and only pictures that agree in one are compared. Exact: it finds what comparing all pairs would.
 */
import { areNearDuplicates, LARGEST_DISTANCE, type PerceptualHash, type PicturePrint } from "./picture-print";

const PARTS = LARGEST_DISTANCE + 1;
/** Of each part; the last takes what is left of the 64. */
const PART_BITS = Math.floor(64 / PARTS);
const LAST_PART_BITS = 64 - (PARTS - 1) * PART_BITS;

export interface NearDuplicateIndex {
  /** Indices of the near-duplicates of a picture, ascending; a picture of the index finds itself, unless blank. */
  find(print: PicturePrint): number[];
}

export function createNearDuplicateIndex(prints: readonly PicturePrint[]): NearDuplicateIndex {
  const buckets = Array.from({ length: PARTS }, () => new Map<number, number[]>());
  prints.forEach(({ hash }, index) => {
    buckets.forEach((ofPart, part) => {
      const key = partOf(hash, part);
      const bucket = ofPart.get(key);
      if (bucket) bucket.push(index);
      else ofPart.set(key, [index]);
    });
  });
  return {
    find(print) {
      const found = new Set<number>();
      buckets.forEach((ofPart, part) => {
        for (const index of ofPart.get(partOf(print.hash, part)) ?? []) {
          if (areNearDuplicates(print, prints[index])) found.add(index);
        }
      });
      return [...found].sort((a, b) => a - b);
    },
  };
}

/** The bits of one part as a number. */
function partOf([low, high]: PerceptualHash, part: number): number {
  const from = part * PART_BITS;
  const bits = part === PARTS - 1 ? LAST_PART_BITS : PART_BITS;
  // A part may lie across both words. A shift by 32 shifts by nothing, hence the case of its own.
  const word = from >= 32 ? high >>> (from - 32) : from === 0 ? low : (low >>> from) | (high << (32 - from));
  return word & (2 ** bits - 1);
}
