/** A view and its way back: what stands at a place in the view stands at the mapped place in the picture. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DETECTOR_SIDE_PX } from "../../lib/detect/detector-side";
import { createViewSampler, fromView, type View } from "../../lib/detect/sample-view";
import type { DetectedFace, Picture } from "../../lib/types";

/** Red grows to the right, green downwards, both one level a pixel. */
function ramp(width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set([i % width, Math.floor(i / width), 7, 255], i * 4);
  return { width, height, data };
}

function faceAt(x: number, y: number): DetectedFace {
  const point = { x, y };
  return {
    box: { x: x - 10, y: y - 12, width: 20, height: 24 },
    score: 0.9,
    keypoints: {
      rightEye: point,
      leftEye: { x: x + 5, y },
      noseTip: point,
      mouthCenter: point,
      rightEarTragion: point,
      leftEarTragion: point,
    },
  };
}

describe("createViewSampler", () => {
  it("gives a picture of the detector's size back unchanged", () => {
    const picture = ramp(DETECTOR_SIDE_PX, DETECTOR_SIDE_PX);
    const center = { x: DETECTOR_SIDE_PX / 2, y: DETECTOR_SIDE_PX / 2 };
    expect(createViewSampler(picture)({ center, sidePx: DETECTOR_SIDE_PX, angle: 0 })).toEqual(picture);
  });

  it("repeats the border beyond the picture", () => {
    const view = createViewSampler(ramp(100, 60))({ center: { x: 50, y: 30 }, sidePx: 250, angle: 0 });
    expect([...view.data.slice(0, 3)]).toEqual([0, 0, 7]);
    expect([...view.data.slice(-4, -1)]).toEqual([99, 59, 7]);
  });

  it("keeps its place along a strip whose sides shrink by other ratios", () => {
    const [width, height] = [45, 2600];
    const strip: Picture = { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
    const y = 2300;
    for (let row = y - 40; row < y + 40; row++) strip.data.fill(0, row * width * 4, (row + 1) * width * 4);
    const view = { center: { x: width / 2, y: height / 2 }, sidePx: 1.5 * height, angle: 0 };
    const { data } = createViewSampler(strip)(view);
    const rows = Array.from({ length: DETECTOR_SIDE_PX }, (_, row) => 255 - data[(row * DETECTOR_SIDE_PX + 64) * 4]);
    const seen = rows.reduce((sum, dark, row) => sum + dark * (row + 0.5), 0) / rows.reduce((sum, dark) => sum + dark);
    const expected = DETECTOR_SIDE_PX / 2 + ((y - height / 2) * DETECTOR_SIDE_PX) / view.sidePx;
    expect(Math.abs(seen - expected)).toBeLessThan(0.5);
  });

  it("shows at each place what fromView says stands there", () => {
    const side = 240;
    const sample = createViewSampler(ramp(side, side));
    const inside = fc.double({ min: 100, max: 140, noNaN: true });
    const turn = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    const pixel = fc.integer({ min: 40, max: 88 });
    fc.assert(
      fc.property(
        inside,
        inside,
        fc.integer({ min: 64, max: 200 }),
        turn,
        fc.boolean(),
        pixel,
        pixel,
        (x, y, sidePx, angle, mirrored, u, v) => {
          const view: View = { center: { x, y }, sidePx, angle, mirrored };
          const { keypoints } = fromView(faceAt(u + 0.5, v + 0.5), view);
          const from = (v * DETECTOR_SIDE_PX + u) * 4;
          const [red, green] = sample(view).data.slice(from, from + 2);
          expect(Math.abs(red - (keypoints.noseTip.x - 0.5))).toBeLessThanOrEqual(1);
          expect(Math.abs(green - (keypoints.noseTip.y - 0.5))).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe("fromView", () => {
  it("scales a box about its mapped centre", () => {
    const view: View = { center: { x: 300, y: 200 }, sidePx: 2 * DETECTOR_SIDE_PX, angle: Math.PI / 2 };
    const { box } = fromView(faceAt(DETECTOR_SIDE_PX / 2 + 10, DETECTOR_SIDE_PX / 2), view);
    expect(box.width).toBeCloseTo(40);
    expect(box.height).toBeCloseTo(48);
    expect(box.x + 20).toBeCloseTo(300);
    expect(box.y + 24).toBeCloseTo(220);
  });

  it("knows the left eye of a mirrored view for the right one", () => {
    const view: View = { center: { x: 100, y: 100 }, sidePx: DETECTOR_SIDE_PX, angle: 0, mirrored: true };
    const { keypoints } = fromView(faceAt(DETECTOR_SIDE_PX / 2, DETECTOR_SIDE_PX / 2), view);
    expect(keypoints.rightEye).toEqual({ x: 95, y: 100 });
    expect(keypoints.leftEye).toEqual({ x: 100, y: 100 });
  });
});
