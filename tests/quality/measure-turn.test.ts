/** Turning of a head whose points are known in space: the tangent of its angle, whatever its tilt, size and place. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LARGEST_TURN, measureTurn } from "../../lib/quality/measure-turn";
import type { FaceKeypointsPx, PointPx } from "../../lib/types";

/** How far the nose tip stands out from the line between the ears, in half distances of the ears. */
const NOSE_DEPTH = 1.3;

interface Pose {
  /** To the person's own left. */
  readonly turnRad: number;
  readonly tiltRad?: number;
  readonly scalePx?: number;
  readonly x?: number;
  readonly y?: number;
}

/** Ears 1 to either side; depth towards the camera; the person's left is the picture's right. */
function head({ turnRad, tiltRad = 0, scalePx = 50, x = 0, y = 0 }: Pose): FaceKeypointsPx {
  const place = (across: number, down: number, depth: number): PointPx => {
    const turned = across * Math.cos(turnRad) + depth * Math.sin(turnRad);
    return {
      x: x + scalePx * (turned * Math.cos(tiltRad) - down * Math.sin(tiltRad)),
      y: y + scalePx * (turned * Math.sin(tiltRad) + down * Math.cos(tiltRad)),
    };
  };
  return {
    rightEye: place(-0.5, -0.2, 0.9),
    leftEye: place(0.5, -0.2, 0.9),
    noseTip: place(0, 0.3, NOSE_DEPTH),
    mouthCenter: place(0, 0.8, 1.1),
    rightEarTragion: place(-1, 0, 0),
    leftEarTragion: place(1, 0, 0),
  };
}

describe("measureTurn", () => {
  it.each([
    [0, 0],
    [20, 0.473],
    [37.57, 1],
    [-37.57, -1],
    [60, 2.252],
    [80, LARGEST_TURN],
    [-80, -LARGEST_TURN],
  ])("of %d degrees is %d", (degrees, expected) => {
    expect(measureTurn(head({ turnRad: (degrees / 180) * Math.PI }))).toBeCloseTo(expected, 3);
  });

  it("does not depend on tilt, size and place", () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        number(-1.1, 1.1),
        number(-3, 3),
        number(1, 500),
        number(-1000, 1000),
        (turnRad, tiltRad, scalePx, x) => {
          const turn = measureTurn(head({ turnRad, tiltRad, scalePx, x, y: -x }));
          expect(turn).toBeCloseTo(NOSE_DEPTH * Math.tan(turnRad), 4);
        },
      ),
    );
  });

  it.each([
    [-40, -LARGEST_TURN],
    [40, LARGEST_TURN],
  ])("with the ears on the wrong sides and the nose %d pixels off is %d", (noseX, expected) => {
    const { rightEarTragion, leftEarTragion, ...face } = head({ turnRad: 0 });
    const swapped = { rightEarTragion: leftEarTragion, leftEarTragion: rightEarTragion };
    expect(measureTurn({ ...face, ...swapped, noseTip: { x: noseX, y: 15 } })).toBe(expected);
  });

  it("of points that lie all in one place is as large as can be", () => {
    expect(measureTurn(head({ turnRad: 0, scalePx: 0 }))).toBe(LARGEST_TURN);
  });
});
