/** Test pictures with their published labels, for the benches of this folder: read from archives, never unpacked. */
import type { Label7 } from "../lib/types";
import { readTestSet } from "../training/test-sets";

export interface Sample {
  readonly file: string;
  readonly label: Label7;
  readonly bytes: Uint8Array;
}

/** `set` as in training/test-sets.ts. Sorted by file name. */
export function readSamples(data: string, set: string): Sample[] {
  return [...readTestSet(data, set)]
    .map(([file, { truth, bytes }]): Sample => ({ file, label: truth.raw, bytes }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** `count` of them, spread evenly; all where there are fewer. */
export function evenly<Item>(items: readonly Item[], count: number): Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)]);
}
