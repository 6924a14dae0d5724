/**
 * Seeded random numbers: the same seed gives the same numbers in the browser, the worker and Node.
 * Source: sfc32 of Chris Doty-Humphrey's PractRand, its state filled from the seed and mixed by 12 rounds as there.
 */

/** Largest seed: seeds are whole numbers that fit 32 bits. */
export const LARGEST_SEED = 2 ** 32 - 1;

/** Returns a function that gives the next number, 0 to below 1, with 32 random bits. Throws RangeError for a bad seed. */
export function createRandom(seed: number): () => number {
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    throw new RangeError(`seed: got ${seed}, expected a whole number from 0 to ${LARGEST_SEED}`);
  }
  let a = 0;
  let b = seed | 0;
  let c = 0;
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return (result >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}
