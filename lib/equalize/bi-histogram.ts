/**
 * Brightness-preserving bi-histogram equalization (BBHE): the histogram is split at its mean, and each half is
 * equalized inside its own range, so contrast grows while the mean brightness stays near. Third stage.
 * In: luma 0 to 255 of one aligned crop; out: a new array of the same length. Pure, no randomness.
 * Source: Kim, "Contrast enhancement using brightness preserving bi-histogram equalization", IEEE TCE 43(1), 1997:
 * Xm = floor(mean); Y(x) = X0 + (Xm - X0) cL(x) for x <= Xm, and (Xm + 1) + (XL-1 - Xm - 1) cU(x) above, rounded.
 */

const LEVELS = 256;

/** Throws RangeError for an empty array: it has no mean. */
export function equalizeBiHistogram(luma: Uint8Array): Uint8Array {
  const mapping = biHistogramMapping(luma);
  return luma.map((value) => mapping[value]);
}

/** The 256 output levels that `equalizeBiHistogram` uses for this picture. Not falling inside either half. */
export function biHistogramMapping(luma: Uint8Array): Uint8Array {
  const histogram = levelHistogram(luma);
  const split = splitLevel(histogram);
  const mapping = new Uint8Array(LEVELS);
  equalizeRange(histogram, mapping, 0, split);
  if (split + 1 < LEVELS) equalizeRange(histogram, mapping, split + 1, LEVELS - 1);
  return mapping;
}

/** [256] pixels of each level; sums to the number of pixels. */
export function levelHistogram(luma: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(LEVELS);
  for (const value of luma) histogram[value]++;
  return histogram;
}

/** The last level of the lower half: the mean, rounded down. Throws RangeError for a histogram of nothing. */
export function splitLevel(histogram: Uint32Array): number {
  let pixels = 0;
  let sum = 0;
  for (let level = 0; level < LEVELS; level++) {
    pixels += histogram[level];
    sum += level * histogram[level];
  }
  if (pixels === 0) throw new RangeError("luma: got 0 pixels, expected at least 1");
  return Math.floor(sum / pixels);
}

/** Spreads the levels low..high over low..high by their cumulative share. A half without pixels is left as it is. */
function equalizeRange(histogram: Uint32Array, mapping: Uint8Array, low: number, high: number): void {
  let total = 0;
  for (let level = low; level <= high; level++) total += histogram[level];
  let cumulative = 0;
  for (let level = low; level <= high; level++) {
    cumulative += histogram[level];
    mapping[level] = total === 0 ? level : Math.round(low + (high - low) * (cumulative / total));
  }
}
