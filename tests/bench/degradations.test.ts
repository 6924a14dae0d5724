/** The kernel of a movement is a mean along its way: of the way's length in any direction, and thin across it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { motionKernel } from "../../bench/degradations";
import { toSharp } from "../../bench/sharp-picture";
import type { Picture } from "../../lib/types";

const SIDE = 21;
const MIDDLE = 10;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Of a kernel's shares, the mean square of their places along a direction from the middle, in pixels. */
function spreadAlong(x: number, y: number, { width, kernel }: { width: number; kernel: ArrayLike<number> }): number {
  const middle = (width - 1) / 2;
  const parts = Array.from(
    kernel,
    (share, at) => share * (((at % width) - middle) * x + (Math.floor(at / width) - middle) * y) ** 2,
  );
  return sum(parts);
}

describe("motionKernel", () => {
  it("is as long in every direction as it says, and thin", () => {
    const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
    const length = fc.double({ min: 1, max: 40, noNaN: true });
    fc.assert(
      fc.property(angle, length, (angleRad, wayPx) => {
        const [x, y] = [Math.cos(angleRad), Math.sin(angleRad)];
        const kernel = motionKernel(x, y, wayPx);
        expect(sum(Array.from(kernel.kernel))).toBeCloseTo(1, 9);
        // A straight way of length w has w x w / 12; to share out to whole pixels adds a quarter of a pixel's square at most.
        const longer = spreadAlong(x, y, kernel) - wayPx ** 2 / 12;
        expect(longer).toBeGreaterThan(-0.01 * wayPx);
        expect(longer).toBeLessThan(0.27);
        expect(spreadAlong(-y, x, kernel)).toBeLessThan(0.27);
      }),
    );
  });

  it("leaves a flat picture as it is, and spreads a bright point along the way alone", async () => {
    const picture: Picture = { width: SIDE, height: SIDE, data: new Uint8ClampedArray(SIDE * SIDE * 4) };
    const paint = (at: number, luma: number): void => picture.data.set([luma, luma, luma, 255], at * 4);
    for (let at = 0; at < SIDE * SIDE; at++) paint(at, 40);
    const flat = await toSharp(picture)
      .convolve(motionKernel(1, 0, 5))
      .raw()
      .toBuffer();
    expect(new Set(flat)).toEqual(new Set([40]));
    paint(MIDDLE * SIDE + MIDDLE, 240);
    const spread = await toSharp(picture)
      .convolve(motionKernel(1, 0, 5))
      .greyscale()
      .raw()
      .toBuffer();
    const bright = [...spread].flatMap((level, at) => (level > 42 ? [[at % SIDE, Math.floor(at / SIDE)]] : []));
    expect(bright).toEqual([-3, -2, -1, 0, 1, 2, 3].map((away) => [MIDDLE + away, MIDDLE]));
  });
});
