/** Shrinking by areas: means stay, nothing is skipped, and order between crops is kept. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shrinkCrop } from "../../lib/quality/shrink-crop";
import { thrownBy } from "../helpers/thrown-error";

describe("shrinkCrop", () => {
  it("averages blocks (by hand)", () => {
    const crop = { side: 4, data: Uint8Array.of(0, 4, 8, 8, 8, 4, 0, 0, 100, 100, 1, 3, 100, 100, 5, 7) };
    expect([...shrinkCrop(crop, 2)]).toEqual([4, 4, 100, 4]);
  });

  it("shares a pixel out between the two that it falls into (by hand)", () => {
    const crop = { side: 3, data: Uint8Array.of(0, 90, 30, 0, 90, 30, 0, 90, 30) };
    // 1.5 pixels each: all of the outer one, half of the middle one.
    expect([...shrinkCrop(crop, 2)]).toEqual([30, 50, 30, 50]);
  });

  it("leaves a crop of that side as it is", () => {
    const data = Uint8Array.of(1, 2, 3, 4);
    expect([...shrinkCrop({ side: 2, data }, 2)]).toEqual([1, 2, 3, 4]);
  });

  it.each([96, 128, 224])("keeps the mean of a crop of %i pixels", (side) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: side, maxLength: side }), (line) => {
        const data = Uint8Array.from({ length: side * side }, (_, at) => line[(at * 7 + Math.floor(at / side)) % side]);
        expect(mean(shrinkCrop({ side, data }, 48))).toBeCloseTo(mean(data), 3);
      }),
      { numRuns: 20 },
    );
  });

  it.each([0, 5, NaN])("refuses to make 4 pixels into %d", (toSide) => {
    const { message } = thrownBy(() => shrinkCrop({ side: 4, data: new Uint8Array(16) }, toSide));
    expect(message).toBe(`side: got ${toSide}, expected 1 to 4`);
  });
});

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
