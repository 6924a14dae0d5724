/** The experiment's statistics against cases worked out by hand or printed in their sources. */
import { describe, expect, it } from "vitest";
import {
  accuracyOf,
  confusionOf,
  differenceOf,
  holm,
  macroF1,
  mcNemar,
  recallOf,
  shareOf,
} from "../../training/experiments/statistics";

/** `[both right, only first, only second, both wrong]` -> answers. */
function answers(both: number, onlyFirst: number, onlySecond: number, none: number): [boolean[], boolean[]] {
  const repeat = (first: boolean, second: boolean, count: number) =>
    Array<[boolean, boolean]>(count).fill([first, second]);
  const pairs = [
    ...repeat(true, true, both),
    ...repeat(true, false, onlyFirst),
    ...repeat(false, true, onlySecond),
    ...repeat(false, false, none),
  ];
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}

describe("mcNemar", () => {
  it("2 against 8: p = 2 (1 + 10 + 45) / 1024", () => {
    const test = mcNemar(...answers(50, 2, 8, 5));
    expect(test).toMatchObject({ onlyFirst: 2, onlySecond: 8 });
    expect(test.p).toBeCloseTo(112 / 1024, 12);
  });

  it("0 against 6: p = 2 / 64, whichever is first", () => {
    expect(mcNemar(...answers(3, 0, 6, 0)).p).toBeCloseTo(2 / 64, 12);
    expect(mcNemar(...answers(3, 6, 0, 0)).p).toBeCloseTo(2 / 64, 12);
  });

  it("is 1 for as many on both sides, and where none differ", () => {
    expect(mcNemar(...answers(3, 5, 5, 2)).p).toBe(1);
    expect(mcNemar(...answers(3, 0, 0, 2)).p).toBe(1);
  });

  it("stays a number for thousands of pictures", () => {
    expect(mcNemar(...answers(0, 3000, 3100, 0)).p).toBeGreaterThan(0.1);
    const { p } = mcNemar(...answers(0, 1000, 3000, 0));
    expect(p).toBeGreaterThanOrEqual(0);
    expect(p).toBeLessThan(1e-100);
  });

  it("refuses other lengths", () => {
    expect(() => mcNemar([true], [])).toThrow("second: got 0 answers, expected 1");
  });
});

describe("scores of a confusion matrix", () => {
  const confusion = confusionOf([0, 0, 0, 1, 2, 2], [0, 0, 1, 1, 0, 2], 3);

  it("counts rows true, columns predicted", () => {
    expect(confusion).toEqual([
      [2, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect(accuracyOf(confusion)).toMatchObject({ right: 4, of: 6 });
    expect(recallOf(confusion).map(({ right, of }) => [right, of])).toEqual([
      [2, 3],
      [1, 1],
      [1, 2],
    ]);
  });

  it("macro F1 by hand: (4/6 + 2/3 + 2/3) / 3", () => {
    // happy: TP 2, FP 1, FN 1; sad: TP 1, FP 1, FN 0; surprise: TP 1, FP 0, FN 1.
    expect(macroF1(confusion)).toBeCloseTo((4 / 6 + 2 / 3 + 2 / 3) / 3, 12);
  });

  it("macro F1 leaves out a class that no picture has, but counts pictures wrongly called so", () => {
    expect(
      macroF1([
        [3, 0, 1],
        [0, 2, 0],
        [0, 0, 0],
      ]),
    ).toBeCloseTo((6 / 7 + 1) / 2, 12);
    expect(
      macroF1([
        [0, 0],
        [0, 0],
      ]),
    ).toBe(0);
  });

  it("refuses other lengths", () => {
    expect(() => confusionOf([0, 1], [0], 2)).toThrow("predictions: got 1, expected 2");
  });
});

describe("shares", () => {
  it("Wilson's interval of 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, 857-872)", () => {
    const { low, high } = shareOf(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it("stays inside 0 to 1", () => {
    for (const of of [0, 1, 7, 7500]) {
      for (const right of [0, of]) {
        const { low, high } = shareOf(right, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }
    }
  });

  it("56 of 70 minus 48 of 80 is 0.2, 0.0524 to 0.3339 (Newcombe 1998, 873-890, method 10)", () => {
    const { difference, low, high } = differenceOf(shareOf(56, 70), shareOf(48, 80));
    expect(difference).toBeCloseTo(0.2, 12);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});

describe("holm", () => {
  it("by hand: 0.01, 0.04, 0.03 become 0.03, 0.06, 0.06", () => {
    holm([0.01, 0.04, 0.03]).forEach((p, index) => expect(p).toBeCloseTo([0.03, 0.06, 0.06][index], 12));
  });

  it("never exceeds 1, and takes none", () => {
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
