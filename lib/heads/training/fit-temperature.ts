/**
 * Temperature scaling: the divisor of a network's scores that gives held-out rows the least cross entropy.
 * Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2. The cross
 * entropy is convex in 1 / temperature, so its slope is bisected.
 */

/** Bounds of the temperature: beyond them held-out rows say nothing (all right, or no better than chance). Guessed. */
const SMALLEST = 0.05;
const LARGEST = 100;
const BISECTIONS = 60;

/**
 * `scores` [n, classes] row by row, `labels` [n]. Returns 0.05 to 100, and 1 where no other temperature is better, so
 * the cross entropy of these rows never grows. Throws RangeError for lengths that do not fit.
 */
export function fitTemperature(scores: Float64Array, labels: Uint8Array, classes: number): number {
  if (labels.length === 0 || scores.length !== labels.length * classes) {
    throw new RangeError(`scores: got ${scores.length}, expected ${classes} for each of ${labels.length} labels`);
  }
  let low = Math.log(1 / LARGEST);
  let high = Math.log(1 / SMALLEST);
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (crossEntropy(scores, labels, classes, Math.exp(-middle)).slope > 0) high = middle;
    else low = middle;
  }
  const temperature = Math.exp(-(low + high) / 2);
  const before = crossEntropy(scores, labels, classes, 1).loss;
  return crossEntropy(scores, labels, classes, temperature).loss < before ? temperature : 1;
}

/** Mean cross entropy in nats of softmax(scores / temperature), and its slope by 1 / temperature. */
export function crossEntropy(
  scores: Float64Array,
  labels: Uint8Array,
  classes: number,
  temperature: number,
): { loss: number; slope: number } {
  let loss = 0;
  let slope = 0;
  labels.forEach((label, row) => {
    const own = scores.subarray(row * classes, (row + 1) * classes);
    const largest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    let sum = 0;
    let weighted = 0;
    for (const score of own) {
      const weight = Math.exp((score - largest) / temperature);
      sum += weight;
      weighted += weight * score;
    }
    loss += Math.log(sum) + (largest - own[label]) / temperature;
    slope += weighted / sum - own[label];
  });
  return { loss: loss / labels.length, slope: slope / labels.length };
}
