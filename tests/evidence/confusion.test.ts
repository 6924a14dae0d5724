/** What is read off a confusion matrix, against cases worked out by hand. */
import { describe, expect, it } from "vitest";
import { accuracyOf, confusionOf, macroF1, recallOf } from "../../lib/evidence/confusion";

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
