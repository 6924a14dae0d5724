/** What is shown of equalization is what equalization did. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalizeBiHistogram } from "../../lib/equalize/bi-histogram";
import { describeEqualization } from "../../lib/equalize/describe-equalization";

const luma = fc.uint8Array({ minLength: 1, maxLength: 400 });

describe("describeEqualization", () => {
  it("counts the levels before and after, and splits at the mean (by hand)", () => {
    const { before, after, mapping, split } = describeEqualization(Uint8Array.of(50, 50, 100, 200));
    expect(split).toBe(100);
    expect([before[50], before[100], before[200]]).toEqual([2, 1, 1]);
    expect([mapping[50], mapping[100], mapping[200]]).toEqual([67, 100, 255]);
    expect([after[67], after[100], after[255]]).toEqual([2, 1, 1]);
  });

  it("agrees with equalizeBiHistogram, and loses no pixel", () => {
    fc.assert(
      fc.property(luma, (values) => {
        const { before, after, mapping, split } = describeEqualization(values);
        const count = (counts: Uint32Array): number => counts.reduce((a, b) => a + b, 0);
        expect([count(before), count(after)]).toEqual([values.length, values.length]);
        expect([...values].map((value) => mapping[value])).toEqual([...equalizeBiHistogram(values)]);
        expect(split).toBe(Math.floor(values.reduce((a, b) => a + b, 0) / values.length));
      }),
    );
  });

  it("throws RangeError for an empty picture", () => {
    expect(() => describeEqualization(new Uint8Array())).toThrow(RangeError);
  });
});
