/** What the threshold for "other" trades, by the published label and by FER+'s majority. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LABELS7, type Label7 } from "../../lib/types";
import type { AnsweredPicture } from "../../training/accuracy/read-test-picture";
import { isOther, rejectionCurve } from "../../training/accuracy/rejection-curve";
import { answered, MODELS } from "./example-accuracy";

const ALL = { minimumExpressionShare: 1, restWeight: 1, minimumLabelShare: 0.3 };

/** The three expressions together get `mass` in equal parts, neutral the rest. */
function withMass(raw: Label7, mass: number, isJudged = true, majority: Label7 | null = null): AnsweredPicture {
  const labels7 = {
    angry: 0,
    disgust: 0,
    fear: 0,
    happy: mass / 3,
    sad: mass / 3,
    surprise: mass / 3,
    neutral: 1 - mass,
  };
  return answered(raw, raw === "sad" ? "surprise" : "happy", "happy", { labels7, isJudged, majority });
}

describe("by hand", () => {
  const curve = rejectionCurve(
    [
      withMass("happy", 0.9),
      withMass("happy", 0.31),
      withMass("sad", 0.5),
      withMass("sad", 0.1, false),
      withMass("neutral", 0.2),
      withMass("neutral", 0.6),
      withMass("fear", 0.7),
      withMass("angry", 0.05),
    ],
    "raw",
    MODELS,
  );
  const at = (threshold: number) => curve.find((point) => point.threshold === threshold);

  it("runs from 0 to 1 in steps of 0.02, the threshold in use among them", () => {
    expect(curve).toHaveLength(52);
    expect([curve[0], curve[1], curve.at(-1)].map((point) => point?.threshold)).toEqual([0, 0.02, 1]);
    expect(at(0.35)).toBeDefined();
    const thresholds = curve.map(({ threshold }) => threshold);
    expect(thresholds).toEqual([...thresholds].sort((a, b) => a - b));
  });

  it("a threshold that is a step already stands once", () => {
    expect(
      rejectionCurve([withMass("happy", 1)], "raw", {
        ...MODELS,
        decision: { ...MODELS.decision, minimumExpressionShare: 0.34 },
      }),
    ).toHaveLength(51);
  });

  it("0 turns nobody away", () => {
    expect(at(0)).toMatchObject({ lostOfThree: 0, rejectedOfNeutral: 0, rejectedOfRest: 0, rightOfKept: 2 / 4 });
  });

  it("in use: one of four is lost, one of two neutral ones and two of four others are turned away", () => {
    expect(at(0.35)).toMatchObject({
      lostOfThree: 1 / 4,
      rejectedOfNeutral: 1 / 2,
      rejectedOfRest: 2 / 4,
      rightOfKept: 1 / 3,
    });
  });

  it("1 turns away all but the face that is not judged", () => {
    expect(at(1)).toMatchObject({ lostOfThree: 3 / 4, rejectedOfNeutral: 1, rejectedOfRest: 1, rightOfKept: 0 });
    expect(rejectionCurve([withMass("happy", 0.5)], "raw", MODELS).at(-1)?.rightOfKept).toBeNull();
  });
});

it("by the majority: faces without one are left out, and the others count by it", () => {
  const faces = [
    withMass("sad", 0.2, true, "neutral"),
    withMass("neutral", 0.9, true, "happy"),
    withMass("neutral", 0.2),
  ];
  const inUse = rejectionCurve(faces, "majority", MODELS).find(({ threshold }) => threshold === 0.35);
  expect(inUse).toMatchObject({ lostOfThree: 0, rejectedOfNeutral: 1, rejectedOfRest: 1, rightOfKept: 1 });
});

describe("for any faces", () => {
  const face = fc
    .tuple(fc.constantFrom(...LABELS7), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())
    .map(([raw, mass, isJudged]) => withMass(raw, mass, isJudged));

  it("a higher threshold turns away no fewer", () => {
    fc.assert(
      fc.property(fc.array(face, { maxLength: 30 }), (faces) => {
        const curve = rejectionCurve(faces, "raw", MODELS);
        curve.slice(1).forEach((point, index) => {
          for (const key of ["lostOfThree", "rejectedOfNeutral", "rejectedOfRest"] as const) {
            expect(point[key]).toBeGreaterThanOrEqual(curve[index][key]);
            expect(point[key]).toBeLessThanOrEqual(1);
          }
        });
      }),
    );
  });

  it("a face that is not judged is never other", () => {
    expect(isOther(withMass("happy", 0, false).answer, ALL)).toBe(false);
    expect(isOther(withMass("happy", 0).answer, ALL)).toBe(true);
  });
});
