/** The experiment's statistics against cases worked out by hand or printed in their sources. */
import { describe, expect, it } from "vitest";
import { shareOf } from "../../lib/evidence/share";
import { differenceOf, holm, mcNemar } from "../../training/experiments/statistics";

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

describe("differences of shares", () => {
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
