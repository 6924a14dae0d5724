/**
 * Test pictures that are among the training pictures: with equal pixels, or as near-duplicates (picture-print.ts).
 * Both kinds are found apart, since a blank picture is nobody's near-duplicate. Pure.
 */
import { createNearDuplicateIndex } from "./near-duplicate-index";
import type { FilePrint } from "./print-picture";

/** Id of a training picture -> ids of the test pictures that it is a copy of, sorted; only pictures that are copies. */
export type Copies = Readonly<Record<string, readonly string[]>>;

/** Of either kind. */
export function findCopies(training: readonly FilePrint[], tests: readonly FilePrint[]): Copies {
  const [equal, near] = [findEqual(training, tests), findNearDuplicates(training, tests)];
  const ids = [...new Set([...Object.keys(equal), ...Object.keys(near)])].sort();
  return Object.fromEntries(
    ids.map((id) => [id, [...new Set([...(equal[id] ?? []), ...(near[id] ?? [])])].sort()] as const),
  );
}

export function findEqual(training: readonly FilePrint[], tests: readonly FilePrint[]): Copies {
  const byMd5 = new Map<string, string[]>();
  for (const { id, md5 } of tests) byMd5.set(md5, [...(byMd5.get(md5) ?? []), id]);
  return copiesOf(training, ({ md5 }) => byMd5.get(md5) ?? []);
}

export function findNearDuplicates(training: readonly FilePrint[], tests: readonly FilePrint[]): Copies {
  const index = createNearDuplicateIndex(tests);
  return copiesOf(training, (print) => index.find(print).map((at) => tests[at].id));
}

function copiesOf(training: readonly FilePrint[], originalsOf: (print: FilePrint) => readonly string[]): Copies {
  return Object.fromEntries(
    training.flatMap((print) => {
      const originals = originalsOf(print);
      return originals.length > 0 ? [[print.id, [...originals].sort()]] : [];
    }),
  );
}
