/** Every place of a picture lies well inside some tile, so that no small face is always cut in two. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondLooks } from "../../lib/detect/second-look";

const side = fc.integer({ min: 240, max: 2000 });

describe("secondLooks", () => {
  it("has a tile of at most five times a face of 5 % of the height around every place", () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (width, height, a, b) => {
          const facePx = 0.05 * Math.min(width, height);
          const x = facePx / 2 + a * (width - facePx);
          const y = facePx / 2 + b * (height - facePx);
          const holds = secondLooks(width, height).some(
            ({ center, sidePx, angle }) =>
              angle === 0 &&
              sidePx <= Math.max(5 * facePx, 64 * 1.8) &&
              Math.abs(x - center.x) + facePx / 2 <= sidePx / 2 + 1e-6 &&
              Math.abs(y - center.y) + facePx / 2 <= sidePx / 2 + 1e-6,
          );
          expect(holds).toBe(true);
        },
      ),
    );
  });

  it("ends in a strip, too", () => {
    expect(secondLooks(1920, 1080).length).toBeLessThan(200);
    for (const [width, height] of [
      [30_000, 330],
      [330, 30_000],
      [64_000, 400],
    ]) {
      expect(secondLooks(width, height).length, `${width} x ${height}`).toBeLessThan(1000);
    }
  });

  it("looks at borders and turns first and has no tile that is too small to read", () => {
    const views = secondLooks(200, 100);
    expect(views.slice(0, 3).every(({ sidePx }) => sidePx >= 300)).toBe(true);
    expect(views.some(({ angle }) => Math.abs(angle) === Math.PI / 6)).toBe(true);
    expect(Math.min(...views.map(({ sidePx }) => sidePx))).toBeGreaterThanOrEqual(60);
  });
});
