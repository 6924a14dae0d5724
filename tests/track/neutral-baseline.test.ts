/** What a neutral face takes off the labels: it then reads neutral itself, and nothing is moved that need not be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelScores } from "../../lib/labels/label-scores";
import { logitsToProbabilities, probabilitiesToLogits, type FaceProbabilities } from "../../lib/track/face-logits";
import { loweringOf, lowerLogits, lowerScores } from "../../lib/track/neutral-baseline";
import { CLEAR_LEAD } from "../../lib/track/settle-label";
import { EXPRESSIONS, LABEL_SETS, LABELS7, type LabelSet, type ShownLabel } from "../../lib/types";
import { mostly, neutralAt, readingAt, SAD } from "./readings";

const DECISION = { minimumExpressionShare: 0.4, restWeight: 0.3, minimumLabelShare: 0.3 };

function shares<Label extends string>(labels: readonly Label[]): fc.Arbitrary<Record<Label, number>> {
  return fc.tuple(...labels.map(() => fc.integer({ min: 1, max: 1000 }))).map((values) => {
    const sum = values.reduce((a, b) => a + b, 0);
    return Object.fromEntries(labels.map((label, index) => [label, values[index] / sum])) as Record<Label, number>;
  });
}

const faces: fc.Arbitrary<FaceProbabilities> = fc.record({
  probabilities: shares(EXPRESSIONS),
  labels7: shares(LABELS7),
});
const sets = fc.constantFrom(...LABEL_SETS);
const atRest = (set: LabelSet): ShownLabel => (set === "three" ? "other" : "neutral");
const valuesOf = (scores: object): number[] => Object.values(scores) as number[];

/** By how much `label` leads the best of the others. */
function leadOf(label: ShownLabel, scores: Partial<Record<ShownLabel, number>>): number {
  const { [label]: own = NaN, ...others } = scores;
  return own - Math.max(...valuesOf(others));
}

describe("a neutral face", () => {
  it("reads neutral by its own baseline, clearly, whatever the network made of it", () => {
    fc.assert(
      fc.property(sets, faces, (set, neutral) => {
        const scores = labelScores(set, neutral, DECISION);
        const lead = leadOf(atRest(set), lowerScores(scores, loweringOf(set, neutral, DECISION)));
        expect(lead).toBeGreaterThan(CLEAR_LEAD - 1e-9);
      }),
    );
  });

  it("takes off just what it must: nothing where it reads clearly neutral by itself, else no more than brings it there", () => {
    fc.assert(
      fc.property(sets, faces, (set, neutral) => {
        const scores = labelScores(set, neutral, DECISION);
        const lowering = loweringOf(set, neutral, DECISION);
        expect(Math.min(...valuesOf(lowering))).toBe(0);
        const lead = leadOf(atRest(set), scores);
        expect(Math.max(...valuesOf(lowering))).toBeCloseTo(Math.max(0, CLEAR_LEAD - lead), 9);
      }),
    );
  });

  it("that looks sad makes sad harder to say, and leaves happy and surprise alone", () => {
    const sad = { ...readingAt(0, 0, [0.02, 0.96, 0.02]), labels7: { ...mostly("neutral"), sad: 0.6, neutral: 0.35 } };
    const lowering = loweringOf("three", sad, DECISION);
    expect(lowering.sad).toBeGreaterThan(CLEAR_LEAD);
    expect(lowering).toMatchObject({ happy: 0, surprise: 0, other: 0 });
  });

  it("takes off so much less at less strength, and nothing at none", () => {
    const looksSad = readingAt(0, 0, SAD);
    const whole = loweringOf("three", looksSad, DECISION);
    const half = loweringOf("three", looksSad, DECISION, 0.5);
    expect(half.sad).toBeCloseTo((whole.sad ?? NaN) / 2, 12);
    expect(valuesOf(loweringOf("three", looksSad, DECISION, 0))).toEqual([0, 0, 0, 0]);
  });
});

describe("the bars", () => {
  it("sum to 1, and lose the label that was lowered", () => {
    const looksSad = readingAt(0, 0, SAD);
    const lowered = lowerLogits(probabilitiesToLogits(looksSad), loweringOf("three", looksSad, DECISION));
    const { probabilities, labels7 } = logitsToProbabilities(lowered);
    for (const bars of [probabilities, labels7]) {
      expect(valuesOf(bars).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }
    expect(probabilities.sad).toBeLessThan(looksSad.probabilities.sad);
  });

  it("of seven labels say what the scores say; of three and neutral those without a name fall with other", () => {
    const angry = { ...neutralAt(0), labels7: { ...mostly("angry"), neutral: 0.05 } };
    const seven = logitsToProbabilities(
      lowerLogits(probabilitiesToLogits(angry), loweringOf("seven", angry, DECISION)),
    ).labels7;
    expect(seven.neutral).toBeGreaterThan(seven.angry);
    const lowering = loweringOf("three-neutral", angry, DECISION);
    const before = probabilitiesToLogits(angry).labels7;
    const after = lowerLogits(probabilitiesToLogits(angry), lowering).labels7;
    const fallen = LABELS7.map((_, index) => before[index] - after[index]);
    expect(lowering.other).toBeGreaterThan(0);
    expect([fallen[LABELS7.indexOf("angry")], fallen[LABELS7.indexOf("fear")]]).toEqual([
      expect.closeTo(lowering.other ?? NaN, 9),
      expect.closeTo(lowering.other ?? NaN, 9),
    ]);
    expect(fallen[LABELS7.indexOf("neutral")]).toBe(0);
  });
});
