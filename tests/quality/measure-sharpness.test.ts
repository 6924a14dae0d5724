/** Sharpness of waves, whose answer is a formula, and of the portrait, which must lose it with every step of blur. */
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cropWhole } from "../../lib/align/align-face";
import { REGION_SIDE } from "../../lib/quality/face-region";
import { measureSharpness } from "../../lib/quality/measure-sharpness";
import { shrinkCrop } from "../../lib/quality/shrink-crop";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

const paint = (luma: (column: number, row: number) => number): Float32Array =>
  Float32Array.from({ length: REGION_SIDE ** 2 }, (_, at) => luma(at % REGION_SIDE, Math.floor(at / REGION_SIDE)));
const wave = (at: number, period: number): number => 100 + 50 * Math.sin((2 * Math.PI * (at + 0.25)) / period);

/** A mean of three leaves sin(3w/2) / (3 sin(w/2)) of the difference between neighbours in a wave of frequency w. */
function ofWave(period: number): number {
  const half = Math.PI / period;
  return 1 - Math.abs(Math.sin(3 * half) / (3 * Math.sin(half)));
}

describe("measureSharpness", () => {
  it.each([4, 8, 16])("of waves with a period of %i pixels, beside those of 2", (period) => {
    const waves = (pixels: number): Float32Array => paint((column, row) => wave(column, pixels) + wave(row, pixels));
    const ratio = measureSharpness(waves(period)) / measureSharpness(waves(2));
    expect(ratio).toBeCloseTo(ofWave(period) / ofWave(2), 4);
  });

  it.each(["across", "down", "aslant to the right", "aslant to the left"])("is low where a face moved %s", (way) => {
    // Ripples along the way are long, across it short, as after a movement; then short ones along both.
    const along = (column: number, row: number): readonly [number, number] => {
      if (way === "across") return [column, row];
      if (way === "down") return [row, column];
      return way === "aslant to the right" ? [column + row, column - row] : [column - row, column + row];
    };
    const ripples = (longPeriod: number): Float32Array =>
      paint((column, row) => {
        const [on, beside] = along(column, row);
        return wave(on, longPeriod) + wave(beside, 4);
      });
    expect(measureSharpness(ripples(16))).toBeLessThan(0.1 * measureSharpness(ripples(4)));
  });

  it("of even shading, or of nothing at all, is 0", () => {
    expect(measureSharpness(paint((column, row) => 2 * column + row))).toBeCloseTo(0, 5);
    expect(measureSharpness(paint(() => 77))).toBe(0);
  });

  it("does not depend on contrast and mean light, and lies from 0 to 3.7", () => {
    const size = REGION_SIDE ** 2;
    const contrast = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: size, maxLength: size }), contrast, (noise, factor) => {
        const plain = measureSharpness(Float32Array.from(noise));
        expect(measureSharpness(Float32Array.from(noise, (value) => 30 + factor * value))).toBeCloseTo(plain, 4);
        expect(plain).toBeGreaterThanOrEqual(0);
        expect(plain).toBeLessThanOrEqual(1 / 0.27);
      }),
      { numRuns: 30 },
    );
  });

  it("of the portrait falls with every step of blur", async () => {
    const face = await sharp(ASTRONAUT).extract({ left: 165, top: 70, width: 124, height: 124 }).png().toBuffer();
    const sharpness: number[] = [];
    for (const sigma of [0, 1, 2, 3, 4, 6]) {
      const picture = await readPicture(sigma === 0 ? sharp(face) : sharp(face).blur(sigma));
      sharpness.push(measureSharpness(shrinkCrop(cropWhole(picture, 96), REGION_SIDE)));
    }
    expect(sharpness).toEqual([...new Set(sharpness)].sort((a, b) => b - a));
  });
});
