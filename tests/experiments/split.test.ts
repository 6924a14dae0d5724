/** The two protocols: what may never happen under the honest one, and always does under the paper's. */
import { describe, expect, it, test } from "vitest";
import { PAPER_COUNTS, PAPER_SETS, type PaperSet } from "../../lib/evidence/paper";
import { countsOf, FLIP_ROW, PAPER_ROWS, trainingHalf, type TableRow } from "../../training/experiments/plan";
import {
  assertHonest,
  countClasses,
  countTwins,
  honestSplit,
  paperSplit,
  takeCalibration,
  type Split,
  type SplitInput,
} from "../../training/experiments/split";

const FACTOR = 0.1;
const DS1 = countsOf("DS1", FACTOR);
const labels = [DS1.happy, DS1.sad, DS1.surprise].flatMap((count, label) => Array<number>(count).fill(label));
/** Each picture its own group, but for a few near-duplicates, one of them across two labels. */
const groups = labels.map((_, index) => index);
for (const [first, ...others] of [
  [3, 40, 41],
  [100, 101],
  [5, DS1.happy + 7],
]) {
  for (const other of others) groups[other] = first;
}
const rowOf = (set: PaperSet): TableRow => PAPER_ROWS[PAPER_SETS.indexOf(set)];
const input = (row: TableRow, seed = 7): SplitInput => ({
  labels,
  groups,
  counts: countsOf(row.set, FACTOR),
  row,
  seed,
});

describe.each([...PAPER_ROWS, FLIP_ROW])("$set, $augmentation", (row) => {
  const honest = honestSplit(input(row));
  const paper = paperSplit(input(row));
  const counts = countsOf(row.set, FACTOR);

  it("honest: no original, and no near-duplicate of one, is on both sides", () => {
    const trained = new Set(honest.train.map(({ picture }) => groups[picture]));
    expect(honest.test.filter(({ picture }) => trained.has(groups[picture]))).toEqual([]);
    expect(countTwins(honest)).toBe(0);
  });

  it("honest: tests every original that does not train, as it is, and nothing else", () => {
    expect(honest.test.every(({ copy }) => copy === 0)).toBe(true);
    const pictures = new Set([...honest.train, ...honest.test].map(({ picture }) => picture));
    expect(pictures.size).toBe(labels.length);
    expect(new Set(honest.test.map(({ picture }) => picture)).size).toBe(honest.test.length);
  });

  it("honest: tests the same pictures whatever the set", () => {
    expect(honest.test.map(({ picture }) => picture)).toEqual(
      honestSplit(input(rowOf("DS1"))).test.map(({ picture }) => picture),
    );
  });

  it("both train on half of the set, class by class", () => {
    const half = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, trainingHalf(count)]));
    expect(countClasses(honest.train)).toEqual(half);
    expect(countClasses(paper.train)).toEqual(half);
  });

  it("the label of every example is its picture's", () => {
    for (const { picture, label } of [...honest.train, ...honest.test, ...paper.train, ...paper.test]) {
      expect(label).toBe(labels[picture]);
    }
  });

  it("no example occurs twice", () => {
    for (const { train, test: tested } of [honest, paper]) {
      const names = [...train, ...tested].map(({ picture, copy }) => `${picture} ${copy}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it("is the same for the same seed and another for another", () => {
    expect(honestSplit(input(row))).toEqual(honest);
    expect(honestSplit(input(row, 8))).not.toEqual(honest);
    expect(paperSplit(input(row, 8))).not.toEqual(paper);
  });
});

describe("the paper's protocol leaks", () => {
  test.each(["DS2", "DS3", "DS4"] as const)("%s: test pictures have twins in training", (set) => {
    const split = paperSplit(input(rowOf(set)));
    expect(countTwins(split)).toBeGreaterThan(0);
    expect(() => assertHonest(split, groups)).toThrow("honest protocol");
  });

  it("nearly nine in ten test pictures of DS4 have one", () => {
    // m copies of a picture, each on either side: 1 - 2^(1 - m), and m is 3.5 to 4.6.
    const split = paperSplit(input(rowOf("DS4")));
    expect(countTwins(split) / split.test.length).toBeGreaterThan(0.8);
  });

  it("tests 2,500 of each class on DS4, as Table 5", () => {
    const all = Object.values(PAPER_COUNTS.DS1).flatMap((count, label) => Array<number>(count).fill(label));
    const split = paperSplit({
      labels: all,
      groups: all.map((_, index) => index),
      counts: countsOf("DS4", 1),
      row: rowOf("DS4"),
      seed: 1,
    });
    expect(countClasses(split.test)).toEqual({ happy: 2500, sad: 2500, surprise: 2500 });
    expect(countClasses(split.train)).toEqual({ happy: 2500, sad: 2500, surprise: 2500 });
  });
});

describe("assertHonest, on a split that is broken on purpose", () => {
  const honest = honestSplit(input(rowOf("DS3")));
  const broken = (change: Partial<Split>) => () => assertHonest({ ...honest, ...change }, groups);

  it("lets an honest split pass", () => expect(broken({})).not.toThrow());

  it("sees an original on both sides", () => {
    const { picture } = honest.train[0];
    expect(broken({ test: [...honest.test, honest.train[0]] })).toThrow(
      `honest protocol: got picture ${picture} or its near-duplicate on both sides, expected on one`,
    );
  });

  it("sees a copy of a test picture in training", () => {
    expect(broken({ train: [...honest.train, { ...honest.test[0], copy: 1 }] })).toThrow("on both sides");
  });

  it("sees a near-duplicate on the other side", () => {
    const withoutFirst = honest.train.filter(({ picture }) => groups[picture] !== 3);
    const first = { picture: 3, label: labels[3], copy: 0, flip: false };
    const twin = { picture: 40, label: labels[40], copy: 0, flip: false };
    expect(() => assertHonest({ train: [...withoutFirst, first], test: [twin] }, groups)).toThrow("picture 40");
  });

  it("sees a copy in the test part", () => {
    expect(broken({ test: [{ ...honest.test[0], copy: 2 }] })).toThrow(
      `got copy 2 of picture ${honest.test[0].picture} in the test part, expected originals`,
    );
  });
});

it("copies are nested: what DS3 adds, DS4 has too, turned alike", () => {
  const names = (set: PaperSet) =>
    new Set(honestSplit(input(rowOf(set))).train.map(({ picture, copy }) => `${picture} ${copy}`));
  const larger = names("DS4");
  expect([...names("DS3")].filter((name) => !larger.has(name))).toEqual([]);
});

it("calibration pictures out of the held-out half neither train nor test", () => {
  const split = honestSplit(input(rowOf("DS2")));
  const { train, test: kept, calibration } = takeCalibration(split, 10, 3);
  expect(train).toEqual(split.train);
  expect(countClasses(calibration)).toEqual({ happy: 10, sad: 10, surprise: 10 });
  expect(kept.length + calibration.length).toBe(split.test.length);
  expect(calibration.filter((example) => kept.includes(example))).toEqual([]);
  // At most a quarter of a class.
  const few = takeCalibration(split, 1000, 3);
  expect(few.calibration.length).toBeLessThanOrEqual(split.test.length / 4);
});
