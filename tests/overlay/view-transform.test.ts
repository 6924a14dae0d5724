/** Frame pixels to view pixels: fitted whole and centred, whatever the sizes, and mirrored about the view's middle. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxToView, fitFrame } from "../../lib/overlay/view-transform";
import type { BoxPx } from "../../lib/types";

const size = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });
/** A view, a frame, and a box inside the frame. */
const scene = fc
  .tuple(size, size, fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0, max: 1, noNaN: true }))))
  .map(([view, frame, [x, y, width, height]]) => {
    const box: BoxPx = {
      x: x * frame.width,
      y: y * frame.height,
      width: width * (1 - x) * frame.width,
      height: height * (1 - y) * frame.height,
    };
    return { view, frame, box };
  });
const whole = ({ width, height }: { width: number; height: number }): BoxPx => ({ x: 0, y: 0, width, height });

describe("fitFrame", () => {
  it.each([
    ["a wide frame in a square view", { width: 200, height: 100 }, { width: 100, height: 100 }, [0.5, 0, 25]],
    ["a tall frame in a square view", { width: 100, height: 200 }, { width: 100, height: 100 }, [0.5, 25, 0]],
    ["a small frame in a large view", { width: 10, height: 10 }, { width: 100, height: 60 }, [6, 20, 0]],
  ])("fits %s", (_, frame, view, [scale, offsetX, offsetY]) => {
    expect(fitFrame(frame, view, false)).toMatchObject({ scale, offsetX, offsetY });
  });

  it("shows the frame whole, touching two opposite edges, with equal borders, mirrored or not", () => {
    fc.assert(
      fc.property(size, size, fc.boolean(), (frame, view, mirrored) => {
        const { x, y, width, height } = boxToView(whole(frame), fitFrame(frame, view, mirrored));
        expect(x).toBeCloseTo((view.width - width) / 2, 6);
        expect(y).toBeCloseTo((view.height - height) / 2, 6);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-6);
        expect(Math.min(view.width - width, view.height - height)).toBeCloseTo(0, 6);
        expect(width / frame.width).toBeCloseTo(height / frame.height, 6);
      }),
    );
  });
});

describe("boxToView", () => {
  it("mirrors a box (by hand)", () => {
    const frame = { width: 200, height: 100 };
    const view = { width: 100, height: 100 };
    const box = { x: 20, y: 10, width: 40, height: 30 };
    expect(boxToView(box, fitFrame(frame, view, false))).toEqual({ x: 10, y: 30, width: 20, height: 15 });
    expect(boxToView(box, fitFrame(frame, view, true))).toEqual({ x: 70, y: 30, width: 20, height: 15 });
  });

  it("keeps a box of the frame inside the view", () => {
    fc.assert(
      fc.property(scene, fc.boolean(), ({ frame, view, box }, mirrored) => {
        const { x, y, width, height } = boxToView(box, fitFrame(frame, view, mirrored));
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(-1e-6);
        expect(x + width).toBeLessThanOrEqual(view.width + 1e-6);
        expect(y + height).toBeLessThanOrEqual(view.height + 1e-6);
      }),
    );
  });

  it("mirrors about the view's middle: as far from the right as else from the left, same size, same height", () => {
    fc.assert(
      fc.property(scene, ({ frame, view, box }) => {
        const plain = boxToView(box, fitFrame(frame, view, false));
        const mirrored = boxToView(box, fitFrame(frame, view, true));
        expect(view.width - (mirrored.x + mirrored.width)).toBeCloseTo(plain.x, 6);
        expect([mirrored.y, mirrored.width, mirrored.height]).toEqual([plain.y, plain.width, plain.height]);
      }),
    );
  });
});
