/**
 * Pictures that are the same photo count as one original when the honest protocol splits. The rule: ../picture-print.ts.
 */
import { createNearDuplicateIndex } from "../near-duplicate-index";
import { printOf } from "../picture-print";

/**
 * [n] thumbnails -> [n] group numbers: pictures with the same number are near-duplicates of each other, directly or by
 * way of others. A group's number is its first picture's index.
 */
export function nearDuplicateGroups(thumbnails: readonly Uint8Array[]): Int32Array {
  const prints = thumbnails.map(printOf);
  const index = createNearDuplicateIndex(prints);
  const group = Int32Array.from(thumbnails, (_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (group[root] !== root) root = group[root];
    return root;
  };
  prints.forEach((print, a) => {
    for (const b of index.find(print)) {
      const [first, second] = [rootOf(a), rootOf(b)].sort((x, y) => x - y);
      group[second] = first;
    }
  });
  return group.map((_, at) => rootOf(at));
}
