/** The HUD's figures: rate and means over the last two seconds, or two frames. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameMeter } from "../../components/live/frame-meter";
import type { FrameResult, StageTimesMs, TrackedReading } from "../../lib/types";

const STAGES: StageTimesMs = { detect: 1, align: 2, embed: 3, classify: 4 };
const FACE: TrackedReading = {
  trackId: 1,
  label: "happy",
  box: { x: 0, y: 0, width: 1, height: 1 },
  score: 1,
  expression: "happy",
  probabilities: { happy: 1, sad: 0, surprise: 0 },
  labels7: { angry: 0, disgust: 0, fear: 0, happy: 1, sad: 0, surprise: 0, neutral: 0 },
  status: "ok",
};

const result = (faces = 1, stageMs = STAGES): FrameResult => ({
  frameId: 1,
  width: 640,
  height: 480,
  faces: Array.from({ length: faces }, () => FACE),
  baselines: [],
  labelSet: "three",
  stageMs,
});

describe("FrameMeter", () => {
  it("has no figures before the first frame", () => {
    expect(new FrameMeter().figures(1000)).toBeNull();
  });

  it("has none when nothing was read for ten seconds", () => {
    const meter = new FrameMeter();
    meter.add(result(), 1000, 50);
    expect(meter.figures(11_000)).not.toBeNull();
    expect(meter.figures(11_001)).toBeNull();
  });

  it("averages latency and stages, and counts the faces of the newest frame", () => {
    const meter = new FrameMeter();
    meter.add(result(5), 0, 40);
    meter.add(result(2, { detect: 3, align: 4, embed: 5, classify: 6 }), 100, 60);
    expect(meter.figures(200)).toMatchObject({
      latencyMs: 50,
      stageMs: { detect: 2, align: 3, embed: 4, classify: 5 },
      faces: 2,
    });
  });

  it("forgets what is older than two seconds, but for the last two frames", () => {
    const meter = new FrameMeter();
    for (const [atMs, latencyMs] of [
      [0, 1000],
      [1900, 30],
      [2500, 10],
    ])
      meter.add(result(), atMs, latencyMs);
    expect(meter.figures(2500)?.latencyMs).toBe(20);
    expect(meter.figures(4600)?.latencyMs).toBe(20);
  });

  it("gives the rate of evenly read frames, fast or slow, whenever it is asked", () => {
    const intervals = fc.integer({ min: 5, max: 4000 });
    const asked = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(intervals, asked, (intervalMs, later) => {
        const meter = new FrameMeter();
        let atMs = 0;
        for (; atMs < 9000; atMs += intervalMs) meter.add(result(), atMs, 10);
        const lastMs = atMs - intervalMs;
        expect(meter.figures(lastMs + later * intervalMs)?.framesPerSecond).toBeCloseTo(1000 / intervalMs, 6);
      }),
    );
  });

  it("has no rate of a lone frame, and a finite one of two at the same moment", () => {
    const meter = new FrameMeter();
    meter.add(result(), 1000, 10);
    expect(meter.figures(1010)?.framesPerSecond).toBeNull();
    meter.add(result(), 1000, 10);
    expect(meter.figures(1010)?.framesPerSecond).toBeLessThan(Infinity);
  });

  it("starts afresh after reset", () => {
    const meter = new FrameMeter();
    meter.add(result(), 1000, 10);
    meter.reset();
    expect(meter.figures(1000)).toBeNull();
  });
});
