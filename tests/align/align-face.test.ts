/** Alignment: keypoints land on their places for any rotation, scale and shift; borders repeat; luma is Rec. 601. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignFace, CANONICAL_KEYPOINTS, cropWhole } from "../../lib/align/align-face";
import { padPicture } from "../../lib/align/pad-picture";
import { similarityTransform } from "../../lib/align/similarity-transform";
import type { FaceKeypointsPx, Picture } from "../../lib/types";

function paint(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colour(x, y), 255], (y * width + x) * 4);
  }
  return { width, height, data };
}

/** Keypoints of a face whose canonical square has this centre, side and angle in the picture. */
function placedFace(centerX: number, centerY: number, side: number, angleRad: number): FaceKeypointsPx {
  const place = ({ x, y }: { x: number; y: number }) => ({
    x: centerX + side * ((x - 0.5) * Math.cos(angleRad) - (y - 0.5) * Math.sin(angleRad)),
    y: centerY + side * ((x - 0.5) * Math.sin(angleRad) + (y - 0.5) * Math.cos(angleRad)),
  });
  const ear = { x: centerX, y: centerY };
  return {
    rightEye: place(CANONICAL_KEYPOINTS.rightEye),
    leftEye: place(CANONICAL_KEYPOINTS.leftEye),
    noseTip: place(CANONICAL_KEYPOINTS.noseTip),
    mouthCenter: place(CANONICAL_KEYPOINTS.mouthCenter),
    rightEarTragion: ear,
    leftEarTragion: ear,
  };
}

describe("similarityTransform", () => {
  it("recovers any rotation, scale and shift", () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    const angle = fc.double({ min: -3, max: 3, noNaN: true });
    const scale = fc.double({ min: 0.1, max: 10, noNaN: true });
    fc.assert(
      fc.property(number, number, angle, scale, (tx, ty, angleRad, factor) => {
        const a = factor * Math.cos(angleRad);
        const b = factor * Math.sin(angleRad);
        const from = Object.values(CANONICAL_KEYPOINTS);
        const found = similarityTransform(
          from,
          from.map(({ x, y }) => ({ x: a * x - b * y + tx, y: b * x + a * y + ty })),
        );
        for (const [got, expected] of [
          [found.a, a],
          [found.b, b],
          [found.tx, tx],
          [found.ty, ty],
        ]) {
          expect(got).toBeCloseTo(expected, 6);
        }
      }),
    );
  });

  it("refuses points that lie all in one place", () => {
    const point = { x: 1, y: 1 };
    expect(() => similarityTransform([point, point], [point, point])).toThrow("expected at least two apart");
  });
});

describe("alignFace", () => {
  it.each([0, 0.3, -0.8, Math.PI / 2])("turns a face at %f rad upright", (angleRad) => {
    // A dark disc on the person's right eye must come to lie on the canonical right eye.
    const keypoints = placedFace(150, 120, 100, angleRad);
    const { x: eyeX, y: eyeY } = keypoints.rightEye;
    const picture = paint(300, 240, (x, y) =>
      Math.hypot(x + 0.5 - eyeX, y + 0.5 - eyeY) < 6 ? [0, 0, 0] : [200, 200, 200],
    );
    const crop = alignFace(picture, keypoints, 96);
    const at = (x: number, y: number) => crop.data[Math.floor(y * 96) * 96 + Math.floor(x * 96)];
    expect(at(0.32, 0.38)).toBe(0);
    expect(at(0.68, 0.38)).toBe(200);
    expect(at(0.5, 0.75)).toBe(200);
  });

  it("weighs colours as Rec. 601 luma", () => {
    const keypoints = placedFace(50, 50, 40, 0);
    for (const [colour, luma] of [
      [[255, 0, 0], 76],
      [[0, 255, 0], 150],
      [[0, 0, 255], 29],
    ] as const) {
      expect(
        alignFace(
          paint(100, 100, () => colour),
          keypoints,
          16,
        ).data.every((value) => value === luma),
      ).toBe(true);
    }
  });

  it("repeats the border where the face leaves the picture", () => {
    const crop = alignFace(
      paint(100, 100, (x) => (x < 50 ? [10, 10, 10] : [90, 90, 90])),
      placedFace(0, 50, 60, 0),
      32,
    );
    expect(crop.data[0]).toBe(10);
    expect([...crop.data].every((value) => value === 10)).toBe(true);
  });

  it("averages a face much larger than the crop instead of skipping pixels", () => {
    // One-pixel stripes of 0 and 200 average to 100; skipping would give one or the other.
    const picture = paint(800, 800, (x) => (x % 2 === 0 ? [0, 0, 0] : [200, 200, 200]));
    const crop = alignFace(picture, placedFace(400, 400, 640, 0), 80);
    for (const value of crop.data) expect(Math.abs(value - 100)).toBeLessThanOrEqual(2);
  });
});

/**
 * The weights were trained on crops made so: whoever changes a place, the filter or the luma makes another preprocessing, which
 * needs another PREPROCESSING_ID (lib/models/manifest.ts) and another training.
 */
it.each([
  [96, "c3d989fc44403a64"],
  [224, "e03acb6e3183e787"],
])("a crop of %i px is to the byte what training saw", (side, sha256) => {
  const picture = paint(640, 600, (x, y) => [(7 * x + 13 * y) % 256, (x * y) % 256, (3 * x) % 256]);
  const ear = { x: 330, y: 290 };
  const face: FaceKeypointsPx = {
    rightEye: { x: 262, y: 206 },
    leftEye: { x: 434, y: 258 },
    noseTip: { x: 322, y: 330 },
    mouthCenter: { x: 290, y: 412 },
    rightEarTragion: ear,
    leftEarTragion: ear,
  };
  const { data } = alignFace(picture, face, side);
  expect(createHash("sha256").update(data).digest("hex").slice(0, 16)).toBe(sha256);
});

describe("cropWhole", () => {
  it("takes the central square", () => {
    const crop = cropWhole(
      paint(60, 20, (x) => (x >= 20 && x < 40 ? [50, 50, 50] : [250, 250, 250])),
      20,
    );
    expect([...crop.data].every((value) => value === 50)).toBe(true);
  });
});

describe("padPicture", () => {
  it("adds a border of repeated pixels on all sides", () => {
    const { picture, borderPx } = padPicture(
      paint(2, 2, (x, y) => [x * 100, y * 100, 7]),
      0.5,
    );
    expect({ borderPx, width: picture.width, height: picture.height }).toEqual({ borderPx: 1, width: 4, height: 4 });
    expect([...picture.data.slice(0, 8)]).toEqual([0, 0, 7, 255, 0, 0, 7, 255]);
    expect([...picture.data.slice(-4)]).toEqual([100, 100, 7, 255]);
  });
});
