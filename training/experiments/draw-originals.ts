/** Draws the originals of DS1 from a pool, by seed; what is left over is spare, in random order too. */
import { EXPRESSIONS } from "../../lib/types";
import type { ClassCounts } from "../../lib/evidence/paper";
import type { PictureEntry } from "./picture-source";
import { randomFor, shuffled } from "./random-order";

export interface Draw {
  /** Class by class, each in random order; exactly `counts`. */
  readonly originals: readonly PictureEntry[];
  readonly spare: readonly PictureEntry[];
}

/** Throws RangeError where a class has fewer pictures than asked for. The pool's own order does not matter, ids do. */
export function drawOriginals(pool: readonly PictureEntry[], counts: ClassCounts, seed: number): Draw {
  const originals: PictureEntry[] = [];
  const spare: PictureEntry[] = [];
  EXPRESSIONS.forEach((name, label) => {
    const own = pool.filter((entry) => entry.label === label).sort((a, b) => (a.id < b.id ? -1 : 1));
    if (own.length < counts[name]) {
      throw new RangeError(`originals: got ${own.length} "${name}", expected at least ${counts[name]}`);
    }
    const order = shuffled(own, randomFor(seed, `draw ${name}`));
    originals.push(...order.slice(0, counts[name]));
    spare.push(...order.slice(counts[name]));
  });
  return { originals, spare };
}
