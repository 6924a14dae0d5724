/** Adjusted heads against their own probabilities before, and what does not fit refused. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHeadOf, type Head } from "../../../lib/heads";
import type { HeadContent } from "../../../lib/heads/head-file";
import { plattProbabilities } from "../../../lib/heads/linear-svm-head";
import { adjustLogits } from "../../../lib/heads/training/adjust-logits";
import { trainHead, type TrainedHead } from "../../../lib/heads/training/train-head";
import { createRandom } from "../../../lib/heads/training/random";

const LABELS = ["a", "b", "c"];
const SHARES = [0.5, 0.3, 0.2];
const FEATURES = 3;
const ROWS = 90;

/** Three clouds that overlap, one in each direction; the same for each seed. */
function clouds(seed: number): { features: Float32Array; labels: Uint8Array } {
  const random = createRandom(seed);
  const labels = Uint8Array.from({ length: ROWS }, (_, row) => row % LABELS.length);
  const features = Float32Array.from({ length: ROWS * FEATURES }, (_, index) => {
    const isOwn = index % FEATURES === labels[Math.floor(index / FEATURES)];
    return Number(isOwn) + 2 * random() - 1;
  });
  return { features, labels };
}

function trained(classifier: string): TrainedHead {
  const { features, labels } = clouds(1);
  const held = clouds(2);
  const options = { labelNames: LABELS, seed: 1, iterationLimit: 20, weightDecay: 0.05 };
  return trainHead(classifier, features, labels, {
    ...options,
    heldFeatures: held.features,
    heldLabels: held.labels,
  });
}

const rows = (): Float32Array[] => {
  const { features } = clouds(3);
  return Array.from({ length: ROWS }, (_, row) => features.slice(row * FEATURES, (row + 1) * FEATURES));
};
const headOf = (content: HeadContent): Head => createHeadOf(content, "test", FEATURES);

describe("adjustLogits", () => {
  const { content, head } = trained("bilayered-network");

  it("divides a network's probabilities by the shares to the power of the part, whatever its temperature", () => {
    expect(content.header.temperature).not.toBeCloseTo(1, 2);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (part) => {
        const adjusted = headOf(adjustLogits(content, SHARES, part));
        for (const row of rows().slice(0, 9)) {
          const expected = head.classify(row).map((value, label) => value / SHARES[label] ** part);
          const sum = expected.reduce((a, b) => a + b);
          adjusted.classify(row).forEach((value, label) => expect(value).toBeCloseTo(expected[label] / sum, 5));
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each(["linear-svm", "cubic-svm"])("%s: divides the odds of each pair by those of its shares", (id) => {
    const svm = trained(id);
    const pairsOf = ({ arrays }: HeadContent, decisions: Float64Array): Float64Array =>
      plattProbabilities(decisions, arrays.platt.data as Float32Array);
    const adjusted = adjustLogits(svm.content, SHARES, 0.5);
    for (const row of rows()) {
      const decisions = svm.head.score(row);
      const [before, after] = [svm.content, adjusted].map((one) => pairsOf(one, decisions));
      [0.5 / 0.3, 0.5 / 0.2, 0.3 / 0.2].forEach((ratio, pair) => {
        const change = after[pair] / (1 - after[pair]) / (before[pair] / (1 - before[pair]));
        expect(change * Math.sqrt(ratio)).toBeCloseTo(1, 5);
      });
    }
    const mean = (head: Head): number => rows().reduce((sum, row) => sum + head.classify(row)[2], 0) / ROWS;
    expect(mean(headOf(adjusted))).toBeGreaterThan(mean(svm.head));
  });

  it("leaves every head as it is with a part of 0, and with equal shares", () => {
    for (const id of ["narrow-network", "linear-svm"]) {
      const one = trained(id);
      for (const same of [adjustLogits(one.content, SHARES, 0), adjustLogits(one.content, [1, 1, 1], 1)]) {
        for (const row of rows()) expect(headOf(same).classify(row)).toEqual(one.head.classify(row));
      }
    }
  });

  it("draws the rarer labels more often, and none of the others", () => {
    const adjusted = headOf(adjustLogits(content, SHARES, 0.5));
    const answer = (some: Head, row: Float32Array): number => {
      const probabilities = some.classify(row);
      return probabilities.indexOf(Math.max(...probabilities));
    };
    const answers = rows().map((row) => [answer(head, row), answer(adjusted, row)]);
    expect(answers.some(([before, after]) => after > before)).toBe(true);
    expect(answers.every(([before, after]) => after >= before)).toBe(true);
  });

  it("refuses shares and parts that do not fit", () => {
    expect(() => adjustLogits(content, [0.5, 0.5], 1)).toThrow("shares: got 0.5, 0.5, expected 3 numbers above 0");
    expect(() => adjustLogits(content, [0.5, 0.5, 0], 1)).toThrow("shares: got 0.5, 0.5, 0, expected 3");
    expect(() => adjustLogits(content, SHARES, NaN)).toThrow("part: got NaN, expected 0 to 1");
    expect(() => adjustLogits(content, SHARES, 1.5)).toThrow("part: got 1.5, expected 0 to 1");
  });
});
