/** A frame's time is the one it was taken at, as long as that goes on; and it goes on whatever the camera says. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFrameClock } from "../../lib/worker/frame-clock";

describe("a frame's time", () => {
  it("is that of its capture, however late it arrives", () => {
    const clock = createFrameClock();
    const times = [
      [1000, 7],
      [1033, 900],
      [1066, 901],
    ].map(([capturedMs, arrivedMs]) => clock.tick(capturedMs, arrivedMs));
    expect(times).toEqual([1000, 1033, 1066]);
  });

  it("goes on by the time of arrival where the camera's stands still or jumps back, and follows it again after", () => {
    const clock = createFrameClock();
    const times = [
      [1000, 50],
      [1000, 80],
      [400, 130],
      [1200, 160],
    ].map(([capturedMs, arrivedMs]) => clock.tick(capturedMs, arrivedMs));
    expect(times).toEqual([1000, 1030, 1080, 1200]);
  });

  it("begins anywhere after a reset", () => {
    const clock = createFrameClock();
    clock.tick(5000, 10);
    clock.reset();
    expect(clock.tick(20, 30)).toBe(20);
  });

  it("never falls, whatever either clock says", () => {
    const clocks = fc.record({ capturedMs: fc.integer({ max: 1e6 }), arrivedMs: fc.integer({ max: 1e6 }) });
    fc.assert(
      fc.property(fc.array(clocks), (frames) => {
        const clock = createFrameClock();
        const times = frames.map(({ capturedMs, arrivedMs }) => clock.tick(capturedMs, arrivedMs));
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
    );
  });
});
