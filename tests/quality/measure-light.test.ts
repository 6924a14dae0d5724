/** Light on faces with known answers: what is black, what is white, and that only the face's ellipse counts. */
import { describe, expect, it } from "vitest";
import { FACE_PIXELS, isFace, REGION_SIDE } from "../../lib/quality/face-region";
import { measureLight } from "../../lib/quality/measure-light";

const paint = (luma: (column: number, row: number) => number): Float32Array =>
  Float32Array.from({ length: REGION_SIDE ** 2 }, (_, at) => luma(at % REGION_SIDE, Math.floor(at / REGION_SIDE)));

describe("measureLight", () => {
  it.each([
    [0, 1, 0],
    [16, 1, 0],
    [17, 0, 0],
    [128, 0, 0],
    [249, 0, 0],
    [250, 0, 1],
    [255, 0, 1],
  ])("a face of luma %i has a dark share of %i and a bright one of %i", (luma, darkShare, brightShare) => {
    expect(measureLight(paint(() => luma))).toEqual({ meanLuma: luma, darkShare, brightShare });
  });

  it("a face lit from one side is half black", () => {
    expect(measureLight(paint((column) => (column < REGION_SIDE / 2 ? 0 : 200)))).toEqual({
      meanLuma: 100,
      darkShare: 0.5,
      brightShare: 0,
    });
  });

  it("what surrounds the face does not count", () => {
    const measures = measureLight(paint((column, row) => (isFace(column, row) ? 120 : 255)));
    expect(measures).toEqual({ meanLuma: 120, darkShare: 0, brightShare: 0 });
  });
});

describe("the face's ellipse", () => {
  it.each([
    ["right eye", 0.32, 0.38],
    ["left eye", 0.68, 0.38],
    ["nose", 0.5, 0.57],
    ["mouth", 0.5, 0.75],
  ])("holds the aligned %s", (_, x, y) => {
    expect(isFace(Math.floor(x * REGION_SIDE), Math.floor(y * REGION_SIDE))).toBe(true);
  });

  it("leaves two pixels to every edge, which the neighbours of a pixel are read from", () => {
    const places = FACE_PIXELS.flatMap((at) => [at % REGION_SIDE, Math.floor(at / REGION_SIDE)]);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...places)).toBeLessThanOrEqual(REGION_SIDE - 2);
  });
});
