/** Size and place of the features, by hand and for any face and picture. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { featureBox, measureOutside, measureSpan } from "../../lib/quality/measure-place";
import type { FaceKeypointsPx } from "../../lib/types";

/** Eyes 20 apart, the mouth 20 below them: with the margin of 6 pixels a square of 32. */
function face(x: number, y: number): FaceKeypointsPx {
  return {
    rightEye: { x: x - 10, y: y - 10 },
    leftEye: { x: x + 10, y: y - 10 },
    noseTip: { x, y },
    mouthCenter: { x, y: y + 10 },
    rightEarTragion: { x: x - 20, y: y - 8 },
    leftEarTragion: { x: x + 20, y: y - 8 },
  };
}

describe("measureSpan", () => {
  it("is the distance between the eyes, or from eyes to mouth where that is larger", () => {
    const points = face(50, 50);
    expect(measureSpan(points)).toBe(20);
    expect(measureSpan({ ...points, rightEye: { x: 35, y: 40 }, leftEye: { x: 65, y: 40 } })).toBe(30);
    expect(measureSpan({ ...points, rightEye: { x: 48, y: 40 }, leftEye: { x: 52, y: 40 } })).toBe(20);
  });
});

describe("measureOutside", () => {
  it("the features' box reaches beyond eyes and mouth (by hand)", () => {
    expect(featureBox(face(50, 50))).toEqual({ x: 34, y: 34, width: 32, height: 32 });
  });

  it.each([
    ["in the middle", 50, 50, 0],
    ["touching the left border", 16, 50, 0],
    ["half out on the left", 0, 50, 0.5],
    ["half out on the right", 100, 50, 0.5],
    ["a quarter out at the top", 50, 8, 0.25],
    ["half out at the bottom", 50, 80, 0.5],
    ["half out in a corner, so that a quarter is left", 0, 0, 0.75],
    ["beyond the border", -40, 50, 1],
  ])("%s", (_, x, y, expected) => {
    expect(measureOutside({ width: 100, height: 80 }, face(x, y))).toBeCloseTo(expected, 9);
  });

  it("points all in one place are not shown", () => {
    const point = { x: 50, y: 40 };
    const keypoints = Object.fromEntries(Object.keys(face(0, 0)).map((name) => [name, point]));
    expect(measureOutside({ width: 100, height: 80 }, keypoints as unknown as FaceKeypointsPx)).toBe(1);
  });

  it("never falls when the face moves on out of the picture", () => {
    const step = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(step, step, (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)].map((by) =>
          measureOutside({ width: 100, height: 80 }, face(50 - by, 40)),
        );
        expect(far).toBeGreaterThanOrEqual(near - 1e-9);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeLessThanOrEqual(1);
      }),
    );
  });
});
