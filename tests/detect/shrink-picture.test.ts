/** Shrinking keeps the mean of every channel and the shape, and does nothing to small pictures; halving is shrinking by two. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halvePicture, shrinkPicture } from "../../lib/detect/shrink-picture";
import type { Picture } from "../../lib/types";

function noise(width: number, height: number, seed: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i++) data[i] = i % 4 === 3 ? 255 : ((i + 1) * 7919 + seed * 31) % 256;
  return { width, height, data };
}

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }), seed: fc.integer() })
  .map(({ width, height, seed }) => noise(width, height, seed));

describe("shrinkPicture", () => {
  it("returns a small picture as it is", () => {
    const small: Picture = { width: 8, height: 4, data: new Uint8ClampedArray(128) };
    expect(shrinkPicture(small, 8)).toBe(small);
  });

  it("averages whole blocks (by hand)", () => {
    const data = Uint8ClampedArray.of(0, 10, 20, 255, 100, 30, 40, 255, 50, 0, 0, 255, 50, 0, 0, 255);
    expect([...shrinkPicture({ width: 2, height: 2, data }, 1).data]).toEqual([50, 10, 15, 255]);
  });

  it("keeps the mean of every channel within rounding", () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 40 }), (source, longSidePx) => {
        const small = shrinkPicture(source, longSidePx);
        expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(Math.max(longSidePx, 1));
        for (let channel = 0; channel < 3; channel++) {
          const mean = ({ data }: Picture) => {
            let sum = 0;
            for (let i = channel; i < data.length; i += 4) sum += data[i];
            return (4 * sum) / data.length;
          };
          expect(Math.abs(mean(small) - mean(source))).toBeLessThanOrEqual(0.51);
        }
      }),
    );
  });
});

describe("halvePicture", () => {
  const even = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer());

  it("is shrinking by two, within rounding, where both sides are even", () => {
    fc.assert(
      fc.property(even, ([half, halfHeight, seed]) => {
        const source = noise(2 * half, 2 * halfHeight, seed);
        const expected = shrinkPicture(source, Math.max(source.width, source.height) / 2);
        const { width, height, data } = halvePicture(source);
        expect({ width, height }).toEqual({ width: expected.width, height: expected.height });
        for (let i = 0; i < data.length; i++) expect(Math.abs(data[i] - expected.data[i])).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("leaves out the last column and row of odd sides, but never all", () => {
    const halved = halvePicture({
      width: 3,
      height: 1,
      data: Uint8ClampedArray.of(10, 0, 0, 255, 31, 0, 0, 255, 9, 9, 9, 255),
    });
    expect(halved).toEqual({ width: 1, height: 1, data: Uint8ClampedArray.of(21, 0, 0, 255) });
  });
});
