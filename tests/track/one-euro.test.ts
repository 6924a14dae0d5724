/** The One-Euro filter by itself, then on boxes: still boxes are calm, fast ones lag little, at any frame rate. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOneEuroFilter } from "../../lib/track/one-euro";
import { createBoxFilter } from "../../lib/track/smooth-box";
import { createNoise, readingAt, SIDE_PX } from "./readings";

/** Its cutoff does not depend on speed: a plain low-pass. */
const PLAIN = { minimumCutoffHz: 2, cutoffPerSpeed: 0, speedCutoffHz: 1 };
const EAGER = { ...PLAIN, cutoffPerSpeed: 5 };

describe("the filter", () => {
  it("takes the first values as they are, and of several for one moment the first", () => {
    const { filter } = createOneEuroFilter(EAGER);
    expect(filter([3, -4], 0, 1)).toEqual([3, -4]);
    expect(filter([30, 40], 0, 1)).toEqual([3, -4]);
  });

  it("has gone 63 % of the way after 1 / (2 pi cutoff)", () => {
    const { filter } = createOneEuroFilter(PLAIN);
    filter([0], 0, 1);
    const [value] = filter([1], 1 / (2 * Math.PI * PLAIN.minimumCutoffHz), 1);
    expect(value).toBeCloseTo(1 - 1 / Math.E, 9);
  });

  it("at one cutoff gives the same at any frame rate", () => {
    const cuts = fc.array(fc.double({ min: 0.001, max: 0.999, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), cuts, (spanS, at) => {
        const [slow, fast] = [createOneEuroFilter(PLAIN), createOneEuroFilter(PLAIN)];
        slow.filter([0], 0, 1);
        fast.filter([0], 0, 1);
        for (const cut of [...at].sort((a, b) => a - b)) fast.filter([1], cut * spanS, 1);
        expect(fast.filter([1], spanS, 1)[0]).toBeCloseTo(slow.filter([1], spanS, 1)[0], 9);
      }),
    );
  });

  it("follows the faster of two steps more closely, and measures speed in its unit", () => {
    const shareAfter = (step: number, unit: number): number => {
      const { filter } = createOneEuroFilter(EAGER);
      filter([0], 0, unit);
      return filter([step], 1 / 30, unit)[0] / step;
    };
    expect(shareAfter(10, 1)).toBeGreaterThan(shareAfter(1, 1));
    expect(shareAfter(100, 100)).toBeCloseTo(shareAfter(1, 1), 9);
  });

  it("keeps a straight path straight", () => {
    const { filter } = createOneEuroFilter(EAGER);
    for (let frame = 0; frame < 30; frame++) {
      const way = frame ** 2;
      const [x, y] = filter([way, 3 * way], frame / 30, 100);
      expect(y).toBeCloseTo(3 * x, 9);
    }
  });
});

/** Standard deviation. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe("a box", () => {
  it.each([
    [10, 0.75],
    [30, 0.5],
    [60, 0.4],
  ])("that stands still is calmer than its detections at %i frames a second", (fps, most) => {
    const noise = createNoise(fps);
    const boxes = createBoxFilter();
    const read: { x: number; width: number }[] = [];
    const drawn: { x: number; width: number }[] = [];
    for (let frame = 0; frame < 30 * fps; frame++) {
      const jitter = (): number => 0.01 * SIDE_PX * noise();
      const box = { x: jitter(), y: jitter(), width: SIDE_PX + jitter(), height: SIDE_PX + jitter() };
      const smooth = boxes.filter(box, (frame * 1000) / fps);
      if (frame < fps) continue;
      read.push({ x: box.x + box.width / 2, width: box.width });
      drawn.push({ x: smooth.x + smooth.width / 2, width: smooth.width });
    }
    for (const key of ["x", "width"] as const) {
      const left = spread(drawn.map((box) => box[key])) / spread(read.map((box) => box[key]));
      console.log(`jitter of ${key} at ${fps} frames a second: ${(100 * left).toFixed(0)} % is left`);
      expect(left).toBeLessThan(most);
    }
  });

  it.each([10, 30, 60])("in steady movement lags little at %i frames a second", (fps) => {
    for (const sidesPerSecond of [0.1, 0.5, 1, 3, 10]) {
      const boxes = createBoxFilter();
      const lags: number[] = [];
      for (let frame = 0; frame <= 2 * fps; frame++) {
        const x = (sidesPerSecond * SIDE_PX * frame) / fps;
        lags.push((x - boxes.filter(readingAt(x).box, (frame * 1000) / fps).x) / SIDE_PX);
      }
      const [starting, steady] = [Math.max(...lags), Math.max(...lags.slice(fps / 2))];
      expect(steady, `${sidesPerSecond} sides a second`).toBeLessThan(0.04);
      expect(starting, `${sidesPerSecond} sides a second`).toBeLessThan(0.1);
      expect(Math.min(...lags), "runs ahead").toBeGreaterThan(-1e-9);
    }
  });

  it("that goes to and fro is drawn alike at 10, 30 and 60 frames a second, within 6 % of its side", () => {
    const drawnAt = (fps: number): number[] => {
      const boxes = createBoxFilter();
      const places: number[] = [];
      for (let frame = 0; frame <= 4 * fps; frame++) {
        const x = 0.5 * SIDE_PX * Math.sin((Math.PI * frame) / fps);
        const drawn = boxes.filter(readingAt(x).box, (frame * 1000) / fps);
        if (frame % (fps / 10) === 0 && frame >= fps) places.push(drawn.x);
      }
      return places;
    };
    const [slow, middle, fast] = [10, 30, 60].map(drawnAt);
    expect(slow).toHaveLength(31);
    slow.forEach((x, index) => {
      const three = [x, middle[index], fast[index]];
      expect(Math.max(...three) - Math.min(...three)).toBeLessThan(0.06 * SIDE_PX);
    });
  });
});
