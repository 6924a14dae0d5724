/**
 * Which pictures a backbone's run uses and for what: originals, calibration, tests of other data sets. Drawn first,
 * then settled once all are read and near-duplicates are known.
 */
import { PAPER_SETS, type ClassCounts, type PaperSet } from "../../lib/evidence/paper";
import type { BackboneId } from "../../lib/evidence/report-schema";
import { EXPRESSIONS } from "../../lib/types";
import { drawOriginals } from "./draw-originals";
import { nearDuplicateGroups } from "./near-duplicates";
import type { PictureEntry, PictureSource } from "./picture-source";
import {
  CALIBRATION_PICTURES,
  classCounts,
  countsOf,
  largestFactor,
  LEAST_CALIBRATION_PICTURES,
  QUICK_CALIBRATION_PICTURES,
  QUICK_ELSEWHERE_PICTURES,
  QUICK_SHARE,
} from "./plan";
import { randomFor, shuffled } from "./random-order";

export interface DrawnPictures {
  readonly backbone: BackboneId;
  readonly factor: number;
  /** Of the pool. */
  readonly available: ClassCounts;
  readonly counts: Readonly<Record<PaperSet, ClassCounts>>;
  readonly calibrationPerClass: number;
  readonly originals: readonly PictureEntry[];
  /** In random order; more than needed, since some may be near-duplicates of originals. */
  readonly spare: readonly PictureEntry[];
  readonly elsewhere: ReadonlyMap<string, readonly PictureEntry[]>;
}

export function drawPictures(
  source: PictureSource,
  backbone: BackboneId,
  elsewhere: ReadonlyMap<string, readonly PictureEntry[]>,
  { quick, seed }: { readonly quick: boolean; readonly seed: number },
): DrawnPictures {
  const pool = source.pool(backbone);
  const available = classCounts((_, label) => pool.filter((entry) => entry.label === label).length);
  const calibrationPerClass = quick ? QUICK_CALIBRATION_PICTURES : CALIBRATION_PICTURES;
  const possible = largestFactor(available, calibrationPerClass);
  const factor = quick ? Math.min(QUICK_SHARE, possible) : possible;
  const counts = Object.fromEntries(PAPER_SETS.map((set) => [set, countsOf(set, factor)])) as Record<
    PaperSet,
    ClassCounts
  >;
  const { originals, spare } = drawOriginals(pool, counts.DS1, seed);
  return {
    backbone,
    factor,
    available,
    counts,
    calibrationPerClass,
    originals,
    spare: firstOfEachClass(spare, 2 * calibrationPerClass),
    elsewhere: new Map(
      [...elsewhere].map(([set, entries]) => [
        set,
        quick
          ? firstOfEachClass(shuffled(entries, randomFor(seed, `some of ${set}`)), QUICK_ELSEWHERE_PICTURES)
          : entries,
      ]),
    ),
  };
}

export interface RunPictures extends DrawnPictures {
  /** Originals first, then calibration, then the other data sets': what an example's `picture` is an index of. */
  readonly entries: readonly PictureEntry[];
  /** [entries], near-duplicates have the same number. */
  readonly groups: Int32Array;
  /**
   * Indices of spare originals that calibrate; null where there are too few, and the held-out half has to give some.
   */
  readonly calibration: readonly number[] | null;
  /** Indices by data set, without near-duplicates of originals and of calibration pictures. */
  readonly elsewhereIndices: ReadonlyMap<string, readonly number[]>;
  /** Among the originals: groups of two and more, pictures in them. */
  readonly nearDuplicates: { readonly groups: number; readonly pictures: number };
}

/** `thumbnailOf`: id -> thumbnail (../picture-print.ts). */
export function settlePictures(drawn: DrawnPictures, thumbnailOf: (id: string) => Uint8Array): RunPictures {
  const entries = [...drawn.originals, ...drawn.spare, ...[...drawn.elsewhere.values()].flat()];
  const groups = nearDuplicateGroups(entries.map(({ id }) => thumbnailOf(id)));
  const used = new Set(drawn.originals.map((_, index) => groups[index]));
  const indexOf = new Map(entries.map((entry, index) => [entry, index]));
  /** Keeps pictures that look like none used so far. */
  const unlike = (some: readonly PictureEntry[]): PictureEntry[] =>
    some.filter((entry) => !used.has(groups[indexOf.get(entry)!]));

  const calibration = firstOfEachClass(unlike(drawn.spare), drawn.calibrationPerClass);
  const least = Math.min(LEAST_CALIBRATION_PICTURES, drawn.calibrationPerClass);
  const enough = EXPRESSIONS.every((_, label) => calibration.filter((entry) => entry.label === label).length >= least);
  const indices = (some: readonly PictureEntry[]): number[] => some.map((entry) => indexOf.get(entry)!);
  for (const index of indices(calibration)) used.add(groups[index]);
  const sizes = new Map<number, number>();
  drawn.originals.forEach((_, index) => sizes.set(groups[index], (sizes.get(groups[index]) ?? 0) + 1));
  const several = [...sizes.values()].filter((size) => size > 1);
  return {
    ...drawn,
    entries,
    groups,
    calibration: enough ? indices(calibration) : null,
    elsewhereIndices: new Map([...drawn.elsewhere].map(([set, some]) => [set, indices(unlike(some))])),
    nearDuplicates: { groups: several.length, pictures: several.reduce((sum, size) => sum + size, 0) },
  };
}

function firstOfEachClass(entries: readonly PictureEntry[], count: number): PictureEntry[] {
  return EXPRESSIONS.flatMap((_, label) => entries.filter((entry) => entry.label === label).slice(0, count));
}
