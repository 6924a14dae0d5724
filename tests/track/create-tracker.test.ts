/** Tracks: who keeps an id and who gets a new one, and how a face's probabilities are smoothed over time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createTracker,
  DEFAULT_TRACKER_SETTINGS,
  overlapOf,
  type TrackerSettings,
} from "../../lib/track/create-tracker";
import { EXPRESSIONS, LABELS7, type BoxPx, type FaceReading, type Label7 } from "../../lib/types";

const SETTINGS: TrackerSettings = { ...DEFAULT_TRACKER_SETTINGS, minimumExpressionMass: 0.4 };
const { smoothingMs, keepMs } = SETTINGS;

type Three = readonly [happy: number, sad: number, surprise: number];
const HAPPY: Three = [0.8, 0.1, 0.1];
const SAD: Three = [0.1, 0.8, 0.1];

/** Nearly all mass on one label. */
const mostly = (label: Label7): FaceReading["labels7"] =>
  Object.fromEntries(LABELS7.map((other) => [other, other === label ? 0.94 : 0.01])) as Record<Label7, number>;

function readingAt(x: number, y = 0, [happy, sad, surprise]: Three = HAPPY): FaceReading {
  const box: BoxPx = { x, y, width: 100, height: 100 };
  const probabilities = { happy, sad, surprise };
  return { box, score: 0.9, expression: "happy", probabilities, labels7: mostly("happy"), status: "ok" };
}

const distribution = fc
  .tuple(...EXPRESSIONS.map(() => fc.double({ min: 0.01, max: 1, noNaN: true })))
  .map((parts): Three => {
    const sum = parts.reduce((a, b) => a + b, 0);
    return [parts[0] / sum, parts[1] / sum, parts[2] / sum];
  });

describe("overlapOf", () => {
  it("is intersection over union (by hand)", () => {
    const box = { x: 0, y: 0, width: 100, height: 100 };
    expect(overlapOf(box, box)).toBe(1);
    expect(overlapOf(box, { ...box, x: 50 })).toBeCloseTo(1 / 3, 9);
    expect(overlapOf(box, { x: 25, y: 25, width: 50, height: 50 })).toBeCloseTo(1 / 4, 9);
    expect(overlapOf(box, { ...box, x: 100 })).toBe(0);
  });
});

describe("track ids", () => {
  it("count from 1 in the order of the first frame", () => {
    const tracker = createTracker(SETTINGS);
    const tracked = tracker.update([readingAt(500), readingAt(0), readingAt(250)], 0);
    expect(tracked.map(({ trackId, box }) => [trackId, box.x])).toEqual([
      [1, 500],
      [2, 0],
      [3, 250],
    ]);
  });

  it("stay with a face that moves, however it moves", () => {
    const step = fc.tuple(fc.integer({ min: -25, max: 25 }), fc.integer({ min: -25, max: 25 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const tracker = createTracker(SETTINGS);
        let [x, y] = [0, 0];
        steps.forEach(([dx, dy], frame) => {
          [x, y] = [x + dx, y + dy];
          expect(tracker.update([readingAt(x, y)], frame * 33)[0].trackId).toBe(1);
        });
      }),
    );
  });

  it("stay with two faces that cross, in whatever order the detector gives them", () => {
    const swaps = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 20 }),
        fc.integer({ min: 50, max: 90 }),
        swaps,
        (stepPx, heightPx, swap) => {
          const tracker = createTracker(SETTINGS);
          for (let frame = 0; frame * stepPx <= 300; frame++) {
            const rightward = readingAt(frame * stepPx, 0);
            const leftward = readingAt(300 - frame * stepPx, heightPx);
            const swapped = frame > 0 && swap[frame - 1];
            const tracked = tracker.update(swapped ? [leftward, rightward] : [rightward, leftward], frame * 33);
            expect(tracked.map(({ trackId }) => trackId)).toEqual(swapped ? [2, 1] : [1, 2]);
          }
        },
      ),
    );
  });

  it("outlive a short absence, and not a long one", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0)], 0);
    tracker.update([], keepMs / 2);
    expect(tracker.update([readingAt(0)], keepMs)[0].trackId).toBe(1);
    expect(tracker.update([readingAt(0)], 2 * keepMs + 1)[0].trackId).toBe(2);
  });

  it("are new for a face that appears elsewhere", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0)], 0);
    expect(tracker.update([readingAt(300)], 33)[0].trackId).toBe(2);
  });

  it("are one a face, and never used again for another, whatever comes and goes", () => {
    const frames = fc.array(
      fc.record({
        boxes: fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), { maxLength: 5 }),
        afterMs: fc.integer({ min: 0, max: 1500 }),
        reset: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(frames, (history) => {
        const tracker = createTracker(SETTINGS);
        /** Id -> when it was last seen; ids before a reset are gone. */
        let seenMs = new Map<number, number>();
        let largest = 0;
        let nowMs = 0;
        for (const { boxes, afterMs, reset } of history) {
          nowMs += afterMs;
          if (reset) {
            tracker.reset();
            seenMs = new Map();
          }
          const readings = boxes.map(([x, y]) => readingAt(x, y));
          const ids = tracker.update(readings, nowMs).map(({ trackId }) => trackId);
          expect(ids).toHaveLength(boxes.length);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) {
            const lastMs = seenMs.get(id);
            if (lastMs === undefined) expect(id).toBe(++largest);
            else expect(nowMs - lastMs).toBeLessThanOrEqual(keepMs);
            seenMs.set(id, nowMs);
          }
        }
      }),
    );
  });
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

  it("does not let one odd frame change the expression, and lets a lasting change", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    expect(tracker.update([readingAt(0, 0, SAD)], 33)[0].expression).toBe("happy");
    expect(tracker.update([readingAt(0, 0, SAD)], 33 + 5 * smoothingMs)[0].expression).toBe("sad");
  });

  it("decides the status on the smoothed labels", () => {
    const tracker = createTracker(SETTINGS);
    const neutral = { ...readingAt(0), labels7: mostly("neutral"), status: "other" as const };
    tracker.update([readingAt(0)], 0);
    expect(tracker.update([neutral], 10)[0].status).toBe("ok");
    expect(tracker.update([neutral], 10 + 5 * smoothingMs)[0].status).toBe("other");
  });

  it("leaves a crop in which no face was found unaligned", () => {
    const unaligned = { ...readingAt(0), status: "unaligned" as const };
    expect(createTracker(SETTINGS).update([unaligned], 0)[0].status).toBe("unaligned");
  });

  it("leaves its readings untouched", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    const reading = readingAt(0, 0, SAD);
    tracker.update([reading], 33);
    expect(reading).toEqual(readingAt(0, 0, SAD));
  });
});

describe("reset", () => {
  it("ends all tracks: a face in the same place is another, and starts unsmoothed", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    tracker.reset();
    const [{ trackId, probabilities }] = tracker.update([readingAt(0, 0, SAD)], 33);
    expect(trackId).toBe(2);
    expect(probabilities.sad).toBeCloseTo(0.8, 9);
  });
});
