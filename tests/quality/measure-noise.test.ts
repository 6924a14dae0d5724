/** The share of noise: of pure noise, of shading without any, and of noise added to the portrait. */
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { addNoise } from "../../bench/add-noise";
import { cropWhole } from "../../lib/align/align-face";
import { createRandom } from "../../lib/heads/training/random";
import { REGION_SIDE } from "../../lib/quality/face-region";
import { measureNoise } from "../../lib/quality/measure-noise";
import { shrinkCrop } from "../../lib/quality/shrink-crop";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

const SIZE = REGION_SIDE ** 2;

describe("measureNoise", () => {
  it("of nothing but noise is 1", () => {
    const grey = { width: REGION_SIDE, height: REGION_SIDE, data: new Uint8Array(4 * SIZE).fill(128) };
    const shares = Array.from({ length: 20 }, (_, seed) => {
      const { data } = addNoise(grey, 20, createRandom(seed));
      return measureNoise(Float32Array.from({ length: SIZE }, (_, at) => data[4 * at]));
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(1, 1);
  });

  it("of even shading, or of nothing at all, is 0", () => {
    const shaded = Float32Array.from(
      { length: SIZE },
      (_, at) => 3 * (at % REGION_SIDE) + Math.floor(at / REGION_SIDE),
    );
    expect(measureNoise(shaded)).toBe(0);
    expect(measureNoise(new Float32Array(SIZE).fill(90))).toBe(0);
  });

  it("does not depend on contrast and mean light", () => {
    const contrast = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: SIZE, maxLength: SIZE }), contrast, (noise, factor) => {
        const plain = measureNoise(Float32Array.from(noise));
        expect(measureNoise(Float32Array.from(noise, (value) => 30 + factor * value))).toBeCloseTo(plain, 3);
      }),
      { numRuns: 30 },
    );
  });

  it("of the portrait grows with the noise that is added, more in the dark", async () => {
    const face = sharp(ASTRONAUT).removeAlpha().extract({ left: 180, top: 72, width: 96, height: 96 });
    const noiseOf = async (light: number, deviation: number): Promise<number> => {
      const picture = await readPicture(face.clone().linear(light, 0));
      return measureNoise(shrinkCrop(cropWhole(addNoise(picture, deviation, createRandom(2)), 96), REGION_SIDE));
    };
    const [clean, noisy, dark, darker] = [
      await noiseOf(1, 0),
      await noiseOf(1, 8),
      await noiseOf(0.3, 8),
      await noiseOf(0.15, 8),
    ];
    expect(clean).toBeLessThan(0.1);
    expect(noisy).toBeGreaterThan(clean);
    expect(dark).toBeGreaterThan(1.5 * noisy);
    expect(darker).toBeGreaterThan(1.5 * dark);
  });
});
