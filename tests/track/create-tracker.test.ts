/** How a face's probabilities are smoothed over time, what frames do that cannot be judged, and a new source. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTracker } from "../../lib/track/create-tracker";
import { SMALLEST_PROBABILITY } from "../../lib/track/face-logits";
import { STATUS_HOLD_MS } from "../../lib/track/settle-label";
import { EXPRESSIONS, GATE_STATUSES, LABELS7 } from "../../lib/types";
import { HAPPY, neutralAt, readingAt, SAD, saidOf, SETTINGS, SIDE_PX, type Three } from "./readings";

const { smoothingMs, keepMs } = SETTINGS;

/** None below SMALLEST_PROBABILITY, which smoothing would raise. */
const distribution = fc
  .tuple(...EXPRESSIONS.map(() => fc.double({ min: 0.05, max: 1, noNaN: true })))
  .map((parts): Three => {
    const sum = parts.reduce((a, b) => a + b, 0);
    return [parts[0] / sum, parts[1] / sum, parts[2] / sum];
  });

describe("smoothing", () => {
  it("takes a first reading as it is", () => {
    fc.assert(
      fc.property(distribution, (three) => {
        const [tracked] = createTracker(SETTINGS).update([readingAt(0, 0, three)], 0);
        EXPRESSIONS.forEach((label, index) => expect(tracked.probabilities[label]).toBeCloseTo(three[index], 9));
      }),
    );
  });

  it("has gone 63 % of the way, in logarithms, after its time constant", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    const [{ probabilities }] = tracker.update([readingAt(0, 0, SAD)], smoothingMs);
    // Happy against sad goes from ln 8 to -ln 8.
    const expected = Math.log(8) * (1 - 2 * (1 - 1 / Math.E));
    expect(Math.log(probabilities.happy / probabilities.sad)).toBeCloseTo(expected, 9);
  });

  it("arrives at what is read again and again", () => {
    fc.assert(
      fc.property(distribution, distribution, (before, after) => {
        const tracker = createTracker(SETTINGS);
        let [tracked] = tracker.update([readingAt(0, 0, before)], 0);
        for (let timeMs = 33; timeMs < 15 * smoothingMs; timeMs += 33) {
          [tracked] = tracker.update([readingAt(0, 0, after)], timeMs);
        }
        EXPRESSIONS.forEach((label, index) => expect(tracked.probabilities[label]).toBeCloseTo(after[index], 4));
      }),
    );
  });

  it("is the same at any frame rate", () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(
        distribution,
        distribution,
        fc.integer({ min: 1, max: keepMs }),
        cuts,
        (before, after, spanMs, at) => {
          const slow = createTracker(SETTINGS);
          slow.update([readingAt(0, 0, before)], 0);
          const fast = createTracker(SETTINGS);
          fast.update([readingAt(0, 0, before)], 0);
          for (const cut of [...at].sort((a, b) => a - b)) fast.update([readingAt(0, 0, after)], cut * spanMs);
          const [expected] = slow.update([readingAt(0, 0, after)], spanMs);
          const [got] = fast.update([readingAt(0, 0, after)], spanMs);
          for (const label of EXPRESSIONS) {
            expect(got.probabilities[label]).toBeCloseTo(expected.probabilities[label], 9);
          }
        },
      ),
    );
  });

  it("gives probabilities that sum to 1, certain readings included", () => {
    const tracker = createTracker(SETTINGS);
    for (const [timeMs, three] of [
      [0, [1, 0, 0]],
      [33, [0, 1, 0]],
      [66, [0, 0, 1]],
    ] as const) {
      const [{ probabilities, labels7 }] = tracker.update([readingAt(0, 0, three)], timeMs);
      expect(Object.values(probabilities).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      expect(Object.values(labels7).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }
  });

  it("says of a first reading what was read, and from then on takes less than the smallest probability for the smallest", () => {
    const tracker = createTracker(SETTINGS);
    const reading = readingAt(0, 0, [0.999, 0.0009, 0.0001]);
    const [first] = tracker.update([reading], 0);
    for (const label of EXPRESSIONS) expect(first.probabilities[label]).toBeCloseTo(reading.probabilities[label], 9);
    for (const label of LABELS7) expect(first.labels7[label]).toBeCloseTo(reading.labels7[label], 9);
    const [{ probabilities }] = tracker.update([reading], 33);
    expect(probabilities.sad / probabilities.happy).toBeCloseTo(SMALLEST_PROBABILITY / 0.999, 9);
  });

  it("agrees between 10, 30 and 60 frames a second within 6 points, on an expression that comes and goes", () => {
    const happyAt = (fps: number): Map<number, number> => {
      const tracker = createTracker(SETTINGS);
      const shares = new Map<number, number>();
      for (let frame = 0; frame <= 4 * fps; frame++) {
        const timeMs = (frame * 1000) / fps;
        const odds = Math.exp(1.5 * Math.sin((2 * Math.PI * timeMs) / 2000));
        const happy = (0.9 * odds) / (1 + odds);
        const [{ probabilities }] = tracker.update([readingAt(0, 0, [happy, 0.9 - happy, 0.1])], timeMs);
        shares.set(Math.round(timeMs), probabilities.happy);
      }
      return shares;
    };
    const [slow, middle, fast] = [10, 30, 60].map(happyAt);
    const timesMs = Array.from({ length: 31 }, (_, index) => 1000 + 100 * index);
    const shares = timesMs.map((timeMs) => [slow, middle, fast].map((at) => at.get(timeMs) ?? NaN));
    const spread = Math.max(...shares.map((three) => Math.max(...three) - Math.min(...three)));
    console.log(`smoothed share at 10, 30 and 60 frames a second: at most ${spread.toFixed(3)} apart`);
    expect(spread).toBeLessThan(0.06);
    // It does move, else agreeing would be no feat.
    expect(Math.max(...shares.flat()) - Math.min(...shares.flat())).toBeGreaterThan(0.3);
  });

  it("leaves a crop in which no face was found unaligned", () => {
    const unaligned = { ...readingAt(0), status: "unaligned" as const };
    expect(createTracker(SETTINGS).update([unaligned], 0)).toEqual([{ ...unaligned, label: "happy", trackId: 1 }]);
  });

  it("leaves its readings untouched", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    const reading = readingAt(0, 0, SAD);
    tracker.update([reading], 33);
    expect(reading).toEqual(readingAt(0, 0, SAD));
  });
});

describe("frames that cannot be judged", () => {
  /** Stands for every status besides "ok" and "other". */
  const unjudged = { ...readingAt(0, 0, SAD), status: "unaligned" as const };

  it("move the box, and in time the status, but neither probabilities nor label", () => {
    const tracker = createTracker(SETTINGS);
    const [before] = tracker.update([readingAt(0, 0, HAPPY)], 0);
    for (let frame = 1; frame <= 60; frame++) {
      const [tracked] = tracker.update([{ ...unjudged, box: readingAt(frame).box }], frame * 33);
      const status = (frame - 1) * 33 < STATUS_HOLD_MS ? "ok" : "unaligned";
      expect(tracked, `frame ${frame}`).toEqual({ ...before, box: tracked.box, status });
      expect(Math.abs(tracked.box.x - frame)).toBeLessThan(0.05 * SIDE_PX);
    }
    const [back] = tracker.update([readingAt(60, 0, HAPPY)], 61 * 33);
    expect(saidOf(back)).toBe("unaligned");
    const [after] = tracker.update([readingAt(60, 0, HAPPY)], 61 * 33 + STATUS_HOLD_MS);
    expect(saidOf(after)).toBe("happy");
    for (const label of EXPRESSIONS) expect(after.probabilities[label]).toBeCloseTo(before.probabilities[label], 9);
  });

  it("leave nothing of a label behind when they lasted longer than an absence may", () => {
    for (const gatedMs of [800, 60_000]) {
      const tracker = createTracker(SETTINGS);
      for (let frame = 0; frame < 10; frame++) tracker.update([readingAt(0, 0, HAPPY)], frame * 100);
      for (let timeMs = 1000; timeMs <= 1000 + gatedMs; timeMs += 100) tracker.update([unjudged], timeMs);
      // A small lead of sad over happy, which takes 1.5 seconds to change a label.
      const [tracked] = tracker.update([readingAt(0, 0, [0.35, 0.55, 0.1])], 1100 + gatedMs);
      expect(tracked.label, `gated for ${gatedMs} ms`).toBe(gatedMs < SETTINGS.keepMs ? "happy" : "sad");
      expect(tracked.trackId).toBe(1);
      expect(tracked.status).toBe("unaligned");
    }
  });

  it("do not flicker at a gate's limit, at 10, 30 or 60 frames a second", () => {
    for (const fps of [10, 30, 60]) {
      const tracker = createTracker(SETTINGS);
      for (let frame = 0; frame < 5 * fps; frame++) {
        const gated = { ...readingAt(0, 0, SAD), status: GATE_STATUSES[frame % GATE_STATUSES.length] };
        const reading = frame % 2 === 0 ? readingAt(0, 0, HAPPY) : gated;
        const [tracked] = tracker.update([reading], (frame * 1000) / fps);
        expect(saidOf(tracked), `frame ${frame} at ${fps} frames a second`).toBe("happy");
      }
    }
  });

  it("give way to another reason when it has lasted", () => {
    const tracker = createTracker(SETTINGS);
    const said = (status: "too-dark" | "blurred", timeMs: number): string =>
      saidOf(tracker.update([{ ...unjudged, status }], timeMs)[0]);
    expect(said("too-dark", 0)).toBe("too-dark");
    expect(said("blurred", 33)).toBe("too-dark");
    expect(said("blurred", 32 + STATUS_HOLD_MS)).toBe("too-dark");
    expect(said("blurred", 33 + STATUS_HOLD_MS)).toBe("blurred");
  });

  it("do not hide the label of another set, though it was never said before", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([neutralAt(0)], 0, "three");
    const [tracked] = tracker.update([unjudged], 33, "seven");
    expect(tracked).toMatchObject({ label: "neutral", status: "other" });
  });

  it("show themselves as read where the face was never judged, and do not delay its first label", () => {
    const tracker = createTracker(SETTINGS);
    expect(tracker.update([unjudged], 0)).toEqual([{ ...unjudged, label: expect.any(String), trackId: 1 }]);
    const [first] = tracker.update([neutralAt(0)], 33);
    expect([first.trackId, first.status]).toEqual([1, "other"]);
    EXPRESSIONS.forEach((label, index) => expect(first.probabilities[label]).toBeCloseTo(HAPPY[index], 9));
  });
});

describe("reset", () => {
  it("ends all tracks: a face in the same place starts unsmoothed, and ids count from 1 again", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    tracker.reset();
    const [{ trackId, expression, probabilities, box }] = tracker.update([readingAt(20, 0, SAD)], 33);
    expect([trackId, expression, box]).toEqual([1, "sad", readingAt(20).box]);
    expect(probabilities.sad).toBeCloseTo(0.8, 9);
  });
});

describe("what was read of a face is not gone on from", () => {
  const lately: Three = [0.35, 0.55, 0.1];

  it("when faces are read otherwise, though the track goes on", () => {
    const tracker = createTracker(SETTINGS);
    for (let frame = 0; frame < 10; frame++) tracker.update([readingAt(0, 0, HAPPY)], frame * 100);
    tracker.takeBaseline();
    tracker.forgetReadings();
    expect(tracker.baselines()).toEqual([]);
    const [tracked] = tracker.update([readingAt(0, 0, lately)], 1000);
    expect(tracked).toMatchObject({ trackId: 1, label: "sad" });
    expect(EXPRESSIONS.map((label) => tracked.probabilities[label].toFixed(9))).toEqual(
      lately.map((share) => share.toFixed(9)),
    );
  });

  it("where every frame takes so long that another may have sat down, though the track goes on", () => {
    const tracker = createTracker(SETTINGS);
    for (const timeMs of [0, 2500]) tracker.update([readingAt(0, 0, HAPPY)], timeMs);
    const [tracked] = tracker.update([readingAt(0, 0, lately)], 7000);
    expect(tracked).toMatchObject({ trackId: 1, label: "sad" });
  });

  it("nor is the track after a long pause, however long the one before it was", () => {
    const tracker = createTracker(SETTINGS);
    const ids = [0, 100, 60_100, 74_100].map((timeMs) => tracker.update([readingAt(0)], timeMs)[0].trackId);
    expect(ids).toEqual([1, 1, 2, 3]);
  });
});
