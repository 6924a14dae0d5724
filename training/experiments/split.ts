/**
 * The two protocols: which pictures train and which test. Both give training parts of the same size, half of the set.
 *
 * Paper: all originals and their copies lie in one heap, and a random half of each class is held out (its Table 5 has
 * 2,500 of 5,000). Copies of one face are on both sides. Honest: the originals are split first, near-duplicates
 * together; only the training part is copied, until it is as large as the paper's; the test pictures are untouched
 * originals, the same ones for every set. DS1 has no copies: there both protocols are the honest split.
 */
import type { ClassCounts } from "../../lib/evidence/paper";
import { EXPRESSIONS } from "../../lib/types";
import { classCounts, trainingHalf, type TableRow } from "./plan";
import { randomFor, shuffled } from "./random-order";

export interface Example {
  /** Index into the pictures of a run; below the number of originals for originals and their copies. */
  readonly picture: number;
  /** Index of EXPRESSIONS. */
  readonly label: number;
  /** 0 for the picture as it is, 1 and up for turned copies. */
  readonly copy: number;
  /** Whether copies may be mirrored (turn-crop.ts). */
  readonly flip: boolean;
}

export interface Split {
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

export interface SplitInput {
  /** [n], the class of each original. */
  readonly labels: readonly number[];
  /** [n], near-duplicates have the same number (near-duplicates.ts). */
  readonly groups: ArrayLike<number>;
  /** Pictures of the row's set. */
  readonly counts: ClassCounts;
  readonly row: TableRow;
  readonly seed: number;
}

/** Copies first, then a random half of each class: what the paper did. */
export function paperSplit({ labels, groups, counts, row, seed }: SplitInput): Split {
  if (row.set === "DS1") return honestSplit({ labels, groups, counts, row, seed });
  const train: Example[] = [];
  const test: Example[] = [];
  EXPRESSIONS.forEach((name, label) => {
    const own = indicesOf(labels, label);
    const heap = shuffled(grow(own, label, counts[name], row), randomFor(seed, `halves of ${row.set} ${name}`));
    const half = trainingHalf(heap.length);
    train.push(...heap.slice(0, half));
    test.push(...heap.slice(half));
  });
  return { train, test };
}

/** Originals are split first; copies are made of the training part only. Throws Error where it would not be honest. */
export function honestSplit({ labels, groups, counts, row, seed }: SplitInput): Split {
  const inTraining = splitOriginals(labels, groups, seed);
  const train: Example[] = [];
  const test: Example[] = [];
  EXPRESSIONS.forEach((name, label) => {
    const own = indicesOf(labels, label);
    const trained = own.filter((index) => inTraining[index]);
    train.push(...grow(trained, label, trainingHalf(counts[name]), row));
    test.push(
      ...grow(
        own.filter((index) => !inTraining[index]),
        label,
        0,
        row,
      ),
    );
  });
  const split = { train, test };
  assertHonest(split, groups);
  return split;
}

/**
 * Throws Error where a test picture is a copy, or where an original or a near-duplicate of it is on both sides: what
 * must never happen under the honest protocol, and always does under the paper's.
 */
export function assertHonest({ train, test }: Split, groups: ArrayLike<number>): void {
  const trained = new Set(train.map(({ picture }) => groups[picture]));
  for (const { picture, copy } of test) {
    if (copy !== 0) {
      throw new Error(`honest protocol: got copy ${copy} of picture ${picture} in the test part, expected originals`);
    }
    if (trained.has(groups[picture])) {
      throw new Error(`honest protocol: got picture ${picture} or its near-duplicate on both sides, expected on one`);
    }
  }
}

/** Test pictures whose original is in the training part too, as it is or as a copy. */
export function countTwins({ train, test }: Split): number {
  const trained = new Set(train.map(({ picture }) => picture));
  return test.filter(({ picture }) => trained.has(picture)).length;
}

export function countClasses(examples: readonly Example[]): ClassCounts {
  return classCounts((_, label) => examples.filter((example) => example.label === label).length);
}

/**
 * Moves up to `perClass` pictures of each class, at most a quarter of it, from the test part into a calibration part:
 * for material without spare originals. In random order by seed.
 */
export function takeCalibration({ train, test }: Split, perClass: number, seed: number) {
  const calibration: Example[] = [];
  const kept: Example[] = [];
  EXPRESSIONS.forEach((name, label) => {
    const own = test.filter((example) => example.label === label);
    const order = shuffled(own, randomFor(seed, `calibration ${name}`));
    const count = Math.min(perClass, Math.floor(own.length / 4));
    calibration.push(...order.slice(0, count));
    kept.push(...order.slice(count));
  });
  return { train, test: kept, calibration };
}

/**
 * For each original whether it trains: half of each class, the odd one included. Groups of near-duplicates go to a side
 * by chance while there is room, whole; single pictures fill the rest.
 */
function splitOriginals(labels: readonly number[], groups: ArrayLike<number>, seed: number): boolean[] {
  const random = randomFor(seed, "split of originals");
  const members = new Map<number, number[]>();
  labels.forEach((_, index) => members.set(groups[index], [...(members.get(groups[index]) ?? []), index]));
  const sizes = EXPRESSIONS.map((_, label) => indicesOf(labels, label).length);
  const room = [sizes.map(trainingHalf), sizes.map((size) => size - trainingHalf(size))];
  const inTraining = labels.map(() => false);
  const all = shuffled([...members.values()], random);
  for (const group of [...all.filter((own) => own.length > 1), ...all.filter((own) => own.length === 1)]) {
    const needed = EXPRESSIONS.map((_, label) => group.filter((index) => labels[index] === label).length);
    const fits = (side: number): boolean => needed.every((count, label) => count <= room[side][label]);
    const side = [0, 1].filter(fits);
    if (side.length === 0) {
      throw new Error(
        `near-duplicates: got a group of ${group.length} pictures that fits no half, expected room; remove copies`,
      );
    }
    // Single pictures fill training first; their order is random already.
    const chosen = side.length === 1 || group.length === 1 ? side[0] : side[Number(random() < 0.5)];
    needed.forEach((count, label) => (room[chosen][label] -= count));
    for (const index of group) inTraining[index] = chosen === 0;
  }
  return inTraining;
}

/**
 * The originals and, round by round, copies of them until there are `count` (or all originals, where they are more).
 */
export function grow(
  originals: readonly number[],
  label: number,
  count: number,
  { augmentation }: TableRow,
): Example[] {
  const flip = augmentation === "rotation-flip";
  const total = Math.max(count, originals.length);
  return Array.from({ length: total }, (_, index) => ({
    picture: originals[index % originals.length],
    label,
    copy: Math.floor(index / originals.length),
    flip,
  }));
}

function indicesOf(labels: readonly number[], label: number): number[] {
  return labels.flatMap((own, index) => (own === label ? [index] : []));
}
