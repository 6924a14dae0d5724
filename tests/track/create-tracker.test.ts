/** Tracks: who keeps an id and who gets a new one, and how a face's probabilities are smoothed over time. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTracker } from "../../lib/track/create-tracker";
import { SMALLEST_PROBABILITY } from "../../lib/track/face-logits";
import { STATUS_HOLD_MS } from "../../lib/track/settle-label";
import { EXPRESSIONS, GATE_STATUSES } from "../../lib/types";
import { createNoise, HAPPY, neutralAt, readingAt, SAD, saidOf, SETTINGS, SIDE_PX, type Three } from "./readings";

const { smoothingMs, keepMs, unreadMs } = SETTINGS;

/** None below SMALLEST_PROBABILITY, which smoothing would raise. */
const distribution = fc
  .tuple(...EXPRESSIONS.map(() => fc.double({ min: 0.05, max: 1, noNaN: true })))
  .map((parts): Three => {
    const sum = parts.reduce((a, b) => a + b, 0);
    return [parts[0] / sum, parts[1] / sum, parts[2] / sum];
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

  it("stay with two faces that pass at one height, one of them hidden for 5 frames, and so do the labels", () => {
    const frameRate = fc.constantFrom(10, 30, 60);
    const speed = fc.integer({ min: 5, max: 25 });
    const hiddenFace = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(frameRate, speed, hiddenFace, fc.nat(), (fps, stepPx, hidden, seed) => {
        const jitterPx = createNoise(seed);
        const tracker = createTracker(SETTINGS);
        for (let frame = -12; frame <= 12; frame++) {
          const faces = [
            { id: 1, says: "happy", reading: readingAt(frame * stepPx + jitterPx(), jitterPx(), HAPPY) },
            { id: 2, says: "sad", reading: readingAt(-frame * stepPx + jitterPx(), jitterPx(), SAD) },
          ];
          const visible = faces.filter((_, index) => Math.abs(frame) > 2 || index !== hidden);
          const readings = visible.map(({ reading }) => reading);
          const tracked = tracker.update(readings, ((frame + 12) * 1000) / fps);
          const got = tracked.map((face) => [face.trackId, saidOf(face)]);
          expect(got, `frame ${frame}`).toEqual(visible.map(({ id, says }) => [id, says]));
        }
      }),
    );
  });

  it("go along with two people who swap places, and so do the labels", () => {
    const tracker = createTracker(SETTINGS);
    for (let frame = 0; frame <= 40; frame++) {
      const wayPx = 300 * (0.5 - 0.5 * Math.cos((Math.PI * frame) / 40));
      const people = [readingAt(wayPx, 0, HAPPY), readingAt(300 - wayPx, 40, SAD)];
      const tracked = tracker.update(people, (frame * 1000) / 30);
      const got = tracked.map((face) => [face.trackId, saidOf(face)]);
      expect(got, `frame ${frame}`).toEqual([
        [1, "happy"],
        [2, "sad"],
      ]);
    }
  });

  it("end where frames show for longer than a face may be gone that nobody is there", () => {
    const tracker = createTracker(SETTINGS);
    expect(tracker.update([readingAt(0)], 0)[0].trackId).toBe(1);
    let timeMs = 33;
    for (; timeMs <= keepMs + 100; timeMs += 33) expect(tracker.update([], timeMs)).toEqual([]);
    expect(tracker.update([readingAt(0)], timeMs)[0].trackId).toBe(2);
  });

  it("outlive 5 missed frames of a face that moves", () => {
    const frameRate = fc.constantFrom(10, 30, 60);
    fc.assert(
      fc.property(frameRate, fc.integer({ min: -20, max: 20 }), fc.nat(), (fps, stepPx, seed) => {
        const jitterPx = createNoise(seed);
        const tracker = createTracker(SETTINGS);
        for (let frame = 0; frame < 30; frame++) {
          const missed = frame >= 12 && frame < 17;
          const readings = missed ? [] : [readingAt(frame * stepPx + jitterPx(), jitterPx())];
          const ids = tracker.update(readings, (frame * 1000) / fps).map(({ trackId }) => trackId);
          expect(ids).toEqual(missed ? [] : [1]);
        }
      }),
    );
  });

  it("and the label stay with a face that leaves to the side and returns there within a second", () => {
    const awayMs = fc.integer({ min: 34, max: keepMs });
    const fromLastPlacePx = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), awayMs, fromLastPlacePx, (stepPx, away, offsetPx) => {
        const tracker = createTracker(SETTINGS);
        const [lastPx, lastMs] = [9 * stepPx, 9 * 33];
        for (let frame = 0; frame <= 9; frame++) tracker.update([readingAt(frame * stepPx, 0, HAPPY)], frame * 33);
        tracker.update([], lastMs + 33);
        const [back] = tracker.update([readingAt(lastPx + offsetPx, 0, SAD)], lastMs + away);
        expect([back.trackId, saidOf(back)]).toEqual([1, "happy"]);
      }),
    );
  });

  it("start afresh, with label and box, for a face that comes after more than a second", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0, 0, HAPPY)], 0);
    tracker.update([], 33);
    const [next] = tracker.update([readingAt(10, 0, SAD)], 33 + keepMs + 1);
    expect([next.trackId, saidOf(next), next.box]).toEqual([2, "sad", readingAt(10).box]);
    expect(next.probabilities.sad).toBeCloseTo(0.8, 9);
  });

  it("outlive a short absence, and not a long one", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([readingAt(0)], 0);
    tracker.update([], 33);
    expect(tracker.update([readingAt(0)], 33 + keepMs)[0].trackId).toBe(1);
    tracker.update([], 66 + keepMs);
    expect(tracker.update([readingAt(0)], 66 + 2 * keepMs + 1)[0].trackId).toBe(2);
  });

  it("outlive a missed frame, and a step aside, on a machine that reads a frame a second", () => {
    const tracker = createTracker(SETTINGS);
    const ids = [0, 150, null, 170, 20].map((x, second) => {
      const readings = x === null ? [] : [readingAt(x)];
      return tracker.update(readings, 1000 * second).map(({ trackId }) => trackId);
    });
    expect(ids).toEqual([[1], [1], [], [1], [1]]);
  });

  it("outlive a time without frames, as on a machine that stalls or is slow, and not a long one", () => {
    const tracker = createTracker(SETTINGS);
    let nowMs = 0;
    const next = (afterMs: number): number => tracker.update([readingAt(0)], (nowMs += afterMs))[0].trackId;
    expect([0, 33, keepMs + 1, unreadMs].map(next)).toEqual([1, 1, 1, 1]);
    expect([33, unreadMs + 1].map(next)).toEqual([1, 2]);
  });

  it("outlive such times where every frame takes as long, up to a limit", () => {
    const ids = (afterMs: number): number[] => {
      const tracker = createTracker(SETTINGS);
      return [0, 1, 2, 3, 4].map((frame) => tracker.update([readingAt(0)], frame * afterMs)[0].trackId);
    };
    // The first such time may be one in which people change places.
    expect(ids(unreadMs + 200)).toEqual([1, 2, 2, 2, 2]);
    expect(ids(16_000)).toEqual([1, 2, 3, 4, 5]);
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
        afterMs: fc.integer({ min: 0, max: unreadMs + 500 }),
        reset: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(frames, (history) => {
        const tracker = createTracker(SETTINGS);
        /** Id -> since when it is missed, null while in view; a reset begins anew. */
        let missedMs = new Map<number, number | null>();
        let nowMs = 0;
        let lastMs = 0;
        let isFirst = true;
        for (const { boxes, afterMs, reset } of history) {
          nowMs += afterMs;
          if (reset) {
            tracker.reset();
            missedMs = new Map();
            isFirst = true;
          }
          const allowedMs = Math.max(unreadMs, isFirst ? 0 : 2 * lastMs);
          lastMs = isFirst ? 0 : afterMs;
          isFirst = false;
          const readings = boxes.map(([x, y]) => readingAt(x, y));
          const ids = tracker.update(readings, nowMs).map(({ trackId }) => trackId);
          expect(ids).toHaveLength(boxes.length);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) {
            const sinceMs = missedMs.get(id);
            if (sinceMs === undefined) expect(id).toBe(missedMs.size + 1);
            else expect(afterMs <= allowedMs && (sinceMs === null || nowMs - sinceMs <= keepMs)).toBe(true);
            missedMs.set(id, null);
          }
          for (const [id, sinceMs] of missedMs) if (!ids.includes(id)) missedMs.set(id, sinceMs ?? nowMs);
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

  it("reads less than the smallest probability as the smallest", () => {
    const [{ probabilities }] = createTracker(SETTINGS).update([readingAt(0, 0, [1, 0, 0])], 0);
    expect(probabilities.sad / probabilities.happy).toBeCloseTo(SMALLEST_PROBABILITY, 9);
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
