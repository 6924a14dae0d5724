/**
 * Expected calibration error: how far confidence and accuracy are apart, bin by bin of the confidence.
 * Source: Naeini, Cooper and Hauskrecht, AAAI 2015; Guo et al., ICML 2017, equation 3, with its 15 bins of equal width.
 */

const BINS = 15;

/**
 * `probabilities` [n, classes] row by row, `labels` [n]. Confidence is a row's largest probability, and the row is right
 * where that is its label's (the first of equal ones counts). Returns 0 (perfect) to 1. Throws RangeError for no rows,
 * or lengths that do not fit.
 */
export function expectedCalibrationError(probabilities: Float64Array, labels: Uint8Array, classes: number): number {
  const count = labels.length;
  if (count === 0 || probabilities.length !== count * classes) {
    const expected = `expected ${classes} for each of ${count} labels, at least 1`;
    throw new RangeError(`probabilities: got ${probabilities.length}, ${expected}`);
  }
  const surplus = new Float64Array(BINS);
  labels.forEach((label, row) => {
    const own = probabilities.subarray(row * classes, (row + 1) * classes);
    const best = own.reduce((most, value, index) => (value > own[most] ? index : most), 0);
    // Bins are open below and closed above: (0, 1/15], (1/15, 2/15], ...
    const bin = Math.min(BINS - 1, Math.max(0, Math.ceil(own[best] * BINS) - 1));
    surplus[bin] += Number(best === label) - own[best];
  });
  return surplus.reduce((sum, value) => sum + Math.abs(value), 0) / count;
}
