/**
 * Seeded randomness by name: every draw of the experiment depends on the seed and on what it is for, not on the order.
 */
import { createRandom } from "../../lib/heads/training/random";

/** Random numbers, 0 to below 1, for one purpose. `seed`: whole number, 0 to 2^32 - 1. */
export function randomFor(seed: number, purpose: string): () => number {
  return createRandom(hash32(`${seed}/${purpose}`));
}

/** A new array in random order. Source: Fisher and Yates, as in Knuth, TAOCP volume 2, algorithm P. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** FNV-1a, 32 bits, over UTF-16 units: a seed for `createRandom`, which mixes it well. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
