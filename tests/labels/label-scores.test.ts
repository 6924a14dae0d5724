/** Scores of the three label sets: the best is what the set's rule says, and neutral splits off from "other". */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestLabel } from "../../lib/labels/best-label";
import { decideStatus, expressionLead } from "../../lib/labels/decide-status";
import { labelScores } from "../../lib/labels/label-scores";
import { EXPRESSIONS, LABELS7, type FaceReading, type LabelSet, type ShownLabel } from "../../lib/types";

/** No quotients of whole numbers, so that no reading lies right on the limit. */
const DECISION = { minimumExpressionShare: 1 / Math.E, restWeight: 1 / Math.PI, minimumLabelShare: 1 / Math.SQRT2 / 2 };

/** Quotients of whole numbers: equal or clearly apart, never a rounding error of the logarithm apart. */
function shares<Label extends string>(labels: readonly Label[]): fc.Arbitrary<Record<Label, number>> {
  return fc.tuple(...labels.map(() => fc.integer({ min: 1, max: 1000 }))).map((values) => {
    const sum = values.reduce((a, b) => a + b, 0);
    return Object.fromEntries(labels.map((label, index) => [label, values[index] / sum])) as Record<Label, number>;
  });
}

const reading = fc.record({ probabilities: shares(EXPRESSIONS), labels7: shares(LABELS7) });

function best(set: LabelSet, face: Pick<FaceReading, "probabilities" | "labels7">): ShownLabel {
  const entries = Object.entries(labelScores(set, face, DECISION)) as [ShownLabel, number][];
  return entries.reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

describe("labelScores", () => {
  it("three: the three-class head's best where one of the three fits, else other", () => {
    fc.assert(
      fc.property(reading, (face) => {
        const fits = decideStatus(face.labels7, DECISION) === "ok";
        expect(best("three", face)).toBe(fits ? bestLabel(EXPRESSIONS, face.probabilities) : "other");
      }),
    );
  });

  it("three + neutral: as three, but a face that fits none is neutral where that is the likeliest of the rest", () => {
    fc.assert(
      fc.property(reading, (face) => {
        const rest = (["angry", "disgust", "fear"] as const).map((label) => face.labels7[label]);
        const other = face.labels7.neutral > Math.max(...rest) ? "neutral" : "other";
        const three = best("three", face);
        expect(best("three-neutral", face)).toBe(three === "other" ? other : three);
      }),
    );
  });

  it("seven: the seven-label head's best where it is likely enough, else unsure, and never other", () => {
    fc.assert(
      fc.property(reading, (face) => {
        const likeliest = bestLabel(LABELS7, face.labels7);
        const isTold = face.labels7[likeliest] >= DECISION.minimumLabelShare;
        expect(best("seven", face)).toBe(isTold ? likeliest : "unsure");
        expect(labelScores("seven", face, DECISION)).not.toHaveProperty("other");
      }),
    );
  });
});

describe("decideStatus", () => {
  const labels7 = { angry: 0.4, disgust: 0.06, fear: 0.04, happy: 0.1, sad: 0.1, surprise: 0.1, neutral: 0.2 };

  it.each([
    // Three tenths, of 3 + 2 (neutral) or 3 + 4 * weight (angry, the strongest of its kind).
    { restWeight: 0, share: 0.6 },
    { restWeight: 0.5, share: 0.6 },
    { restWeight: 0.75, share: 0.5 },
    { restWeight: 1, share: 3 / 7 },
  ])("a weight of $restWeight: $share of what counts", ({ restWeight, share }) => {
    const decision = { ...DECISION, restWeight };
    expect(decideStatus(labels7, { ...decision, minimumExpressionShare: share - 1e-9 })).toBe("ok");
    expect(decideStatus(labels7, { ...decision, minimumExpressionShare: share + 1e-9 })).toBe("other");
  });

  it("the lead is not negative exactly where the rule is met", () => {
    fc.assert(
      fc.property(reading, ({ labels7: some }) => {
        expect(expressionLead(some, DECISION) >= 0).toBe(decideStatus(some, DECISION) === "ok");
      }),
    );
  });

  it("a face that is certainly none of them is other with any weight", () => {
    const angry = { angry: 1, disgust: 0, fear: 0, happy: 0, sad: 0, surprise: 0, neutral: 0 };
    expect(decideStatus(angry, { ...DECISION, restWeight: 0 })).toBe("other");
  });
});
