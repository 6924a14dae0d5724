/** Two seconds of a face held neutral: their mean at any frame rate, and of no time in which the face was not seen. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNeutralCollector, NEUTRAL_MS, type NeutralCollector } from "../../lib/track/collect-neutral";
import type { FaceLogits } from "../../lib/track/face-logits";
import { EXPRESSIONS, LABELS7 } from "../../lib/types";

const all = (logit: number): FaceLogits => ({
  expressions: EXPRESSIONS.map(() => logit),
  labels7: LABELS7.map((_, index) => index * logit),
});

function expectMean(collector: NeutralCollector, logit: number): void {
  const mean = collector.mean();
  expect(mean).not.toBeNull();
  all(logit).expressions.forEach((value, index) => expect(mean?.expressions[index]).toBeCloseTo(value, 9));
  all(logit).labels7.forEach((value, index) => expect(mean?.labels7[index]).toBeCloseTo(value, 9));
}

describe("two seconds of a neutral face", () => {
  it("have the mean of their middle where the logits move steadily, at any frame rate, however far the last frame is", () => {
    const cuts = fc.array(fc.double({ min: 0, max: NEUTRAL_MS, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 1, max: 900 }), fc.nat(1e6), (between, over, startMs) => {
        const collector = createNeutralCollector();
        const times = [0, ...[...between].sort((a, b) => a - b), NEUTRAL_MS + over];
        for (const timeMs of times) collector.add(all(timeMs / 1000), startMs + timeMs);
        expectMean(collector, NEUTRAL_MS / 2000);
        expect(collector.share()).toBe(1);
      }),
    );
  });

  it("are not over before their end, and tell how far they are", () => {
    const collector = createNeutralCollector();
    expect(collector.share()).toBe(0);
    for (let timeMs = 0; timeMs < NEUTRAL_MS; timeMs += 100) {
      collector.add(all(-1), timeMs);
      expect(collector.share()).toBeCloseTo(timeMs / NEUTRAL_MS, 9);
      expect(collector.mean()).toBeNull();
    }
    collector.add(all(-1), NEUTRAL_MS);
    expectMean(collector, -1);
  });

  it("leave out the time in which the face could not be judged, and what was read around it counts once", () => {
    const collector = createNeutralCollector();
    collector.add(all(-1), 0);
    collector.add(all(-1), NEUTRAL_MS / 2);
    collector.pause();
    collector.add(all(-3), 10 * NEUTRAL_MS);
    expect(collector.share()).toBe(0.5);
    collector.add(all(-3), 10.5 * NEUTRAL_MS);
    expectMean(collector, -2);
  });

  it("are not moved by what comes after them", () => {
    const collector = createNeutralCollector();
    for (const timeMs of [0, NEUTRAL_MS]) collector.add(all(-1), timeMs);
    for (const timeMs of [2, 3, 4]) collector.add(all(-5), timeMs * NEUTRAL_MS);
    expectMean(collector, -1);
  });

  it("are not filled by two readings of one moment", () => {
    const collector = createNeutralCollector();
    for (let times = 0; times < 5; times++) collector.add(all(-1), 700);
    expect(collector.share()).toBe(0);
  });
});
