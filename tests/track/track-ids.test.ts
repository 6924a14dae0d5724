/** Who keeps an id and who gets a new one: faces that move, cross, leave, return, and frames that do not come. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTracker } from "../../lib/track/create-tracker";
import { createNoise, HAPPY, readingAt, SAD, saidOf, SETTINGS } from "./readings";

const { keepMs, keepMisses, unreadMs } = SETTINGS;

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
    const frameRate = fc.constantFrom(2, 3, 4, 10, 30, 60);
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

  it("and the label outlive 5 missed frames, not 6, however rare frames are, and no stall", () => {
    /** What is said of a face that is missed in so many frames, as (id, label). */
    const after = (misses: number, frameMs: number, stallMs = 0): unknown[] => {
      const tracker = createTracker(SETTINGS);
      for (const frame of [0, 1, 2]) tracker.update([readingAt(0, 0, HAPPY)], frame * frameMs);
      for (let frame = 3; frame < 3 + misses; frame++) tracker.update([], frame * frameMs);
      const [back] = tracker.update([readingAt(0, 0, SAD)], (3 + misses) * frameMs + stallMs);
      return [back.trackId, saidOf(back)];
    };
    for (const frameMs of [210, 250, 333, 500]) {
      expect(after(5, frameMs), `${frameMs} ms`).toEqual([1, "happy"]);
      expect(after(6, frameMs), `${frameMs} ms`).toEqual([2, "sad"]);
      expect(after(2, frameMs, keepMs + 1), `${frameMs} ms`).toEqual([2, "sad"]);
    }
    expect(after(1, 1200)[0]).toBe(1);
    // As many misses at one frame a second take too long: another may have sat down there.
    expect(after(5, 1000)[0]).toBe(2);
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
        /** Id -> since when it is missed, and in how many frames, null while in view; a reset begins anew. */
        let missed = new Map<number, { readonly sinceMs: number; readonly misses: number } | null>();
        let nowMs = 0;
        let lastMs = 0;
        let isFirst = true;
        for (const { boxes, afterMs, reset } of history) {
          nowMs += afterMs;
          if (reset) {
            tracker.reset();
            missed = new Map();
            isFirst = true;
          }
          const allowedMs = Math.max(unreadMs, isFirst ? 0 : 2 * lastMs);
          const isStall = afterMs > Math.max(keepMs, isFirst ? 0 : 2 * lastMs);
          lastMs = isFirst ? 0 : afterMs;
          isFirst = false;
          const readings = boxes.map(([x, y]) => readingAt(x, y));
          const ids = tracker.update(readings, nowMs).map(({ trackId }) => trackId);
          expect(ids).toHaveLength(boxes.length);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) {
            const absence = missed.get(id);
            if (absence === undefined) expect(id).toBe(missed.size + 1);
            else {
              expect(afterMs).toBeLessThanOrEqual(allowedMs);
              const goneMs = nowMs - (absence?.sinceMs ?? nowMs);
              const mayBeMissed = !isStall && absence !== null && absence.misses <= keepMisses;
              expect(goneMs).toBeLessThanOrEqual(mayBeMissed ? unreadMs : keepMs);
            }
            missed.set(id, null);
          }
          for (const [id, absence] of missed) {
            if (ids.includes(id)) continue;
            missed.set(id, { sinceMs: absence?.sinceMs ?? nowMs, misses: (absence?.misses ?? 0) + 1 });
          }
        }
      }),
    );
  });
});
