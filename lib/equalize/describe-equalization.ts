/**
 * What equalization does to one crop, for the page to show: both histograms and the two mappings, of the lower and of the
 * upper half, as one table of 256 levels that is split at the mean. In: luma 0 to 255. Pure.
 */
import type { Equalization } from "../types";
import { biHistogramMapping, levelHistogram, splitLevel } from "./bi-histogram";

/** Throws RangeError for an empty array, as equalizeBiHistogram does. */
export function describeEqualization(luma: Uint8Array): Equalization {
  const before = levelHistogram(luma);
  const split = splitLevel(before);
  const mapping = biHistogramMapping(luma);
  const after = levelHistogram(luma.map((value) => mapping[value]));
  return { before, after, mapping, split };
}
