/** A face's own neutral through the tracker: whose it is, what it changes, and when it is forgotten. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEUTRAL_MS } from "../../lib/track/collect-neutral";
import { createTracker, type Tracker } from "../../lib/track/create-tracker";
import type { FaceReading, TrackedReading } from "../../lib/types";
import { createNoise, HAPPY, mostly, neutralAt, readingAt, SAD, saidOf, SETTINGS } from "./readings";

/** A face at rest that the network takes for a sad one. */
const restingSad = (x = 0, y = 0): FaceReading => ({
  ...readingAt(x, y, SAD),
  labels7: { ...mostly("neutral"), sad: 0.6, neutral: 0.35 },
});
const happyFace = (x = 0, y = 0): FaceReading => readingAt(x, y, HAPPY);

/** The same readings again and again, from `fromMs` for `durationMs`; the last answer. */
function hold(tracker: Tracker, readings: FaceReading[], fromMs: number, durationMs: number, fps = 30) {
  let tracked: TrackedReading[] = [];
  for (let frame = 0; frame <= (durationMs * fps) / 1000; frame++) {
    tracked = tracker.update(readings, fromMs + (frame * 1000) / fps);
  }
  return tracked;
}

/** A tracker whose one face, `restingSad`, has its baseline; its time is 5000 ms. */
function withBaseline(): Tracker {
  const tracker = createTracker(SETTINGS);
  hold(tracker, [restingSad()], 0, 1000);
  tracker.takeBaseline();
  hold(tracker, [restingSad()], 1033, 3967);
  return tracker;
}

describe("a baseline", () => {
  it("turns the label of a face that looks sad at rest, and no other label of it", () => {
    const tracker = createTracker(SETTINGS);
    expect(hold(tracker, [restingSad()], 0, 1000).map(saidOf)).toEqual(["sad"]);
    tracker.takeBaseline();
    expect(tracker.baselines()).toEqual([{ trackId: 1, share: 0 }]);
    expect(hold(tracker, [restingSad()], 1033, 3967).map(saidOf)).toEqual(["other"]);
    expect(tracker.baselines()).toEqual([{ trackId: 1, share: 1 }]);
    expect(hold(tracker, [happyFace()], 5033, 1000).map(saidOf)).toEqual(["happy"]);
    const sadder = { ...readingAt(0, 0, SAD), labels7: mostly("sad") };
    expect(hold(tracker, [sadder], 6066, 2000).map(saidOf)).toEqual(["sad"]);
  });

  it("is taken in the same time at 10, 30 and 60 frames a second", () => {
    for (const fps of [10, 30, 60]) {
      const tracker = createTracker(SETTINGS);
      tracker.update([restingSad()], 0);
      tracker.takeBaseline();
      hold(tracker, [restingSad()], 100, NEUTRAL_MS - 100, fps);
      expect(tracker.baselines()[0].share, `${fps} frames a second`).toBeCloseTo(0.95, 9);
      tracker.update([restingSad()], NEUTRAL_MS + 200);
      expect(tracker.baselines()[0].share, `${fps} frames a second`).toBe(1);
    }
  });

  it("that was forgotten, or begun and given up, leaves everything as without", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(10, 30), (seed, fps) => {
        const noise = createNoise(seed);
        const readings = Array.from({ length: 2 * fps }, () => {
          const share = 1 / (1 + Math.exp(noise()));
          return readingAt(noise(), noise(), [0.9 * share, 0.9 - 0.9 * share, 0.1]);
        });
        const plain = createTracker(SETTINGS);
        const other = createTracker(SETTINGS);
        readings.forEach((reading, frame) => {
          const timeMs = (frame * 1000) / fps;
          if (frame === fps) other.takeBaseline();
          expect(other.update([reading], timeMs)).toEqual(plain.update([reading], timeMs));
        });
        other.forgetBaselines();
        expect(other.baselines()).toEqual([]);
      }),
    );
  });

  it("is the largest face's in view", () => {
    const tracker = createTracker(SETTINGS);
    const large = { ...restingSad(), box: { x: 300, y: 0, width: 150, height: 150 } };
    const larger = { ...restingSad(), box: { x: 600, y: 0, width: 200, height: 200 } };
    tracker.takeBaseline();
    expect(tracker.baselines()).toEqual([]);
    tracker.update([restingSad(), large, larger], 0);
    tracker.update([restingSad(), large], 33);
    tracker.takeBaseline();
    expect(tracker.baselines().map(({ trackId }) => trackId)).toEqual([2]);
  });

  it("stays with each of two people who swap places", () => {
    const tracker = createTracker(SETTINGS);
    const near = { ...restingSad(), box: { x: 0, y: 0, width: 120, height: 120 } };
    tracker.update([near, happyFace(300, 40)], 0);
    tracker.takeBaseline();
    hold(tracker, [near, happyFace(300, 40)], 33, 5000);
    for (let frame = 0; frame <= 40; frame++) {
      const wayPx = 300 * (0.5 - 0.5 * Math.cos((Math.PI * frame) / 40));
      const people = [{ ...near, box: { ...near.box, x: wayPx } }, readingAt(300 - wayPx, 40, SAD)];
      const tracked = tracker.update(people, 5066 + (frame * 1000) / 30);
      expect(tracked.map(({ trackId }) => trackId)).toEqual([1, 2]);
      expect(saidOf(tracked[0])).toBe("other");
    }
    expect(tracker.baselines()).toEqual([{ trackId: 1, share: 1 }]);
    const swapped = [readingAt(0, 40, SAD), { ...near, box: { ...near.box, x: 300 } }];
    expect(hold(tracker, swapped, 6433, 300).map(saidOf)).toEqual(["sad", "other"]);
  });

  it("outlives a short absence of its face, in use as well as while it is taken", () => {
    const tracker = withBaseline();
    tracker.update([], 5100);
    expect(tracker.baselines()).toEqual([{ trackId: 1, share: 1 }]);
    expect(tracker.update([restingSad()], 5900).map(saidOf)).toEqual(["other"]);

    const taking = createTracker(SETTINGS);
    taking.update([restingSad()], 0);
    taking.takeBaseline();
    for (const timeMs of [33, 533]) taking.update([restingSad()], timeMs);
    taking.update([], 600);
    for (const timeMs of [1400, 1900]) taking.update([restingSad()], timeMs);
    expect(taking.baselines()).toEqual([{ trackId: 1, share: 0.5 }]);
  });

  it("does not count the time in which the face cannot be judged", () => {
    const tracker = createTracker(SETTINGS);
    tracker.update([restingSad()], 0);
    tracker.takeBaseline();
    for (const timeMs of [100, 600]) tracker.update([restingSad()], timeMs);
    tracker.update([{ ...happyFace(), status: "blurred" }], 700);
    tracker.update([restingSad()], 1500);
    expect(tracker.baselines()).toEqual([{ trackId: 1, share: 0.25 }]);
  });

  it.each<[string, (tracker: Tracker) => number]>([
    [
      "its face has left",
      (tracker) => {
        const goneMs = 5033;
        tracker.update([], goneMs);
        tracker.update([], goneMs + SETTINGS.keepMs + 1);
        return goneMs + SETTINGS.keepMs + 34;
      },
    ],
    [
      "no frame was read for long",
      (tracker) => {
        const backMs = 5000 + SETTINGS.unreadMs + 1;
        tracker.update([], backMs);
        return backMs + 33;
      },
    ],
    [
      "another picture or camera comes",
      (tracker) => {
        tracker.reset();
        return 5033;
      },
    ],
    [
      "somebody asks for it",
      (tracker) => {
        tracker.forgetBaselines();
        return 5033;
      },
    ],
  ])("is forgotten when %s", (_, end) => {
    const tracker = withBaseline();
    const backMs = end(tracker);
    expect(tracker.baselines()).toEqual([]);
    // The same place and the same face: nothing is remembered of it.
    expect(hold(tracker, [restingSad()], backMs, 2000).map(saidOf)).toEqual(["sad"]);
  });

  it("does not count a stall, in which nobody saw the face, but the frames of a machine that always takes so long", () => {
    const shareAt = (...timesMs: number[]): number => {
      const tracker = createTracker(SETTINGS);
      tracker.update([restingSad()], 0);
      tracker.takeBaseline();
      for (const timeMs of timesMs) tracker.update([restingSad()], timeMs);
      return tracker.baselines()[0].share;
    };
    expect(shareAt(100, 2900)).toBe(0);
    expect(shareAt(100, 2900, 3000)).toBeCloseTo(0.05, 9);
    expect(shareAt(1200, 2400)).toBeCloseTo(0.6, 9);
  });

  it("does not lower what a label takes among seven, but for the face at rest", () => {
    const tracker = createTracker(SETTINGS);
    const restingUnclear = { ...mostly("sad"), sad: 0.5, neutral: 0.17, angry: 0.1, fear: 0.1, disgust: 0.05 };
    const ambiguous = { angry: 0.22, fear: 0.2, disgust: 0.16, sad: 0.12, happy: 0.1, surprise: 0.1, neutral: 0.1 };
    const said = (labels7: FaceReading["labels7"], fromMs: number): string => {
      const reading = { ...readingAt(0, 0, SAD), labels7 };
      let label = "";
      for (let frame = 0; frame < 40; frame++)
        label = tracker.update([reading], fromMs + 100 * frame, "seven")[0].label;
      return label;
    };
    expect(said(restingUnclear, 0)).toBe("sad");
    tracker.takeBaseline();
    expect(said(restingUnclear, 4000)).toBe("neutral");
    expect(said(ambiguous, 8000)).toBe("unsure");
  });

  it("follows the label set", () => {
    const tracker = createTracker(SETTINGS);
    const restingAngry = { ...neutralAt(0), labels7: { ...mostly("angry"), neutral: 0.1 } };
    const said = (timeMs: number, set: "three-neutral" | "seven"): string =>
      tracker.update([restingAngry], timeMs, set)[0].label;
    expect(said(0, "seven")).toBe("angry");
    tracker.takeBaseline();
    for (let timeMs = 100; timeMs < 5000; timeMs += 100) said(timeMs, "seven");
    expect(said(5000, "seven")).toBe("neutral");
    expect(said(5100, "three-neutral")).toBe("neutral");
  });
});

it("a neutral face that is read as one changes nothing when it is taken", () => {
  const tracker = createTracker(SETTINGS);
  const plain = createTracker(SETTINGS);
  tracker.update([neutralAt(0)], 0);
  plain.update([neutralAt(0)], 0);
  tracker.takeBaseline();
  for (let frame = 1; frame < 120; frame++) {
    const reading = frame < 90 ? neutralAt(0) : happyFace();
    expect(tracker.update([reading], frame * 33)).toEqual(plain.update([reading], frame * 33));
  }
  expect(tracker.baselines()).toEqual([{ trackId: 1, share: 1 }]);
});
