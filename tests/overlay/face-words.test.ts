/**
 * What the interface says of a face: how it looks, never how it is; no label where none fits; and of a face that cannot be
 * judged, the reason or what to do.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faceWords, labelWord } from "../../lib/overlay/face-words";
import { EXPRESSIONS, FACE_STATUSES, LABELS7, type GateStatus, type Label7 } from "../../lib/types";

const labels7 = fc
  .tuple(...LABELS7.map(() => fc.double({ min: 0, max: 1, noNaN: true })))
  .map((values) => Object.fromEntries(LABELS7.map((label, index) => [label, values[index]])) as Record<Label7, number>);
const expression = fc.constantFrom(...EXPRESSIONS);
/** The type makes this list complete. */
const REASONS: Readonly<Record<GateStatus, string>> = {
  "cut-off": "partly out of the picture",
  "too-small": "come closer",
  "too-dark": "too dark",
  "too-bright": "too bright",
  grainy: "too grainy, more light",
  turned: "turned away",
  blurred: "too blurred to tell",
  covered: "face covered",
};
const EVEN = Object.fromEntries(LABELS7.map((label) => [label, 1 / 7])) as Record<Label7, number>;

describe("faceWords", () => {
  it.each([
    ["happy", "looks happy"],
    ["sad", "looks sad"],
    ["surprise", "looks surprised"],
  ] as const)("%s: says %j", (label, headline) => {
    expect(faceWords({ status: "ok", expression: label, label, labels7: EVEN })).toEqual({ headline, detail: null });
  });

  it("puts a question mark to a crop in which no face was found, and says why", () => {
    expect(faceWords({ status: "unaligned", expression: "sad", label: "sad", labels7: EVEN })).toEqual({
      headline: "looks sad?",
      detail: "face not found in the crop",
    });
  });

  it.each([
    ["angry", "nearest: angry"],
    ["disgust", "nearest: disgusted"],
    ["fear", "nearest: afraid"],
    ["neutral", "nearest: neutral"],
  ] as const)("names %s as the nearest to a face that is none of the three", (label, detail) => {
    const words = faceWords({
      status: "other",
      expression: "happy",
      label: "other",
      labels7: { ...EVEN, [label]: 0.5 },
    });
    expect(words).toEqual({ headline: "other", detail });
  });

  it.each([
    ["neutral", "looks neutral"],
    ["angry", "looks angry"],
    ["fear", "looks afraid"],
  ] as const)("says %s where the label set has it", (label, headline) => {
    expect(faceWords({ status: "other", expression: "happy", label, labels7: EVEN })).toEqual({
      headline,
      detail: null,
    });
  });

  it("names no label of the seven that cannot be told, but what is nearest", () => {
    const labels7 = { ...EVEN, fear: 0.3 };
    expect(faceWords({ status: "other", expression: "sad", label: "unsure", labels7 })).toEqual({
      headline: "can't tell",
      detail: "nearest: afraid",
    });
  });

  it("never forces one of the three on a face that fits none, however large its share", () => {
    fc.assert(
      fc.property(expression, labels7, (label, shares) => {
        const { headline, detail } = faceWords({ status: "other", expression: label, label: "other", labels7: shares });
        expect(headline).toBe("other");
        expect(detail).toMatch(/^nearest: (angry|disgusted|afraid|neutral)$/);
      }),
    );
  });

  it.each(Object.entries(REASONS) as [GateStatus, string][])(
    "says of a face that is %s: %s, whatever expression it was read as",
    (status, headline) => {
      fc.assert(
        fc.property(expression, labels7, (label, shares) => {
          expect(faceWords({ status, expression: label, label, labels7: shares })).toEqual({ headline, detail: null });
        }),
      );
    },
  );

  it("says how a face looks, never how somebody is or feels", () => {
    const status = fc.constantFrom(...FACE_STATUSES);
    fc.assert(
      fc.property(status, expression, labels7, (state, label, shares) => {
        const { headline, detail } = faceWords({
          status: state,
          expression: label,
          label: state === "other" ? "other" : label,
          labels7: shares,
        });
        expect(`${headline} ${detail ?? ""}`).not.toMatch(/\b(is|are|feels?|feeling)\b/i);
        expect(/^looks (happy|sad|surprised)\??$/.test(headline)).toBe(state === "ok" || state === "unaligned");
      }),
    );
  });
});

describe("labelWord", () => {
  it("has a word of its own for each of the seven", () => {
    expect(EXPRESSIONS.map(labelWord)).toEqual(["happy", "sad", "surprised"]);
    expect(new Set(LABELS7.map(labelWord)).size).toBe(LABELS7.length);
  });
});
