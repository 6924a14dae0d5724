/** What the interface says of a face: how it looks, never how it is; and no label where none fits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expressionWord, faceWords } from "../../lib/overlay/face-words";
import { EXPRESSIONS, LABELS7, type FaceStatus, type Label7 } from "../../lib/types";

const labels7 = fc
  .tuple(...LABELS7.map(() => fc.double({ min: 0, max: 1, noNaN: true })))
  .map((values) => Object.fromEntries(LABELS7.map((label, index) => [label, values[index]])) as Record<Label7, number>);
const expression = fc.constantFrom(...EXPRESSIONS);
const EVEN = Object.fromEntries(LABELS7.map((label) => [label, 1 / 7])) as Record<Label7, number>;

describe("faceWords", () => {
  it.each([
    ["happy", "looks happy"],
    ["sad", "looks sad"],
    ["surprise", "looks surprised"],
  ] as const)("%s: says %j", (label, headline) => {
    expect(faceWords({ status: "ok", expression: label, labels7: EVEN })).toEqual({ headline, detail: null });
  });

  it("puts a question mark to a crop in which no face was found, and says why", () => {
    expect(faceWords({ status: "unaligned", expression: "sad", labels7: EVEN })).toEqual({
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
    const words = faceWords({ status: "other", expression: "happy", labels7: { ...EVEN, [label]: 0.5 } });
    expect(words).toEqual({ headline: "other", detail });
  });

  it("never forces one of the three on a face that fits none, however large its share", () => {
    fc.assert(
      fc.property(expression, labels7, (label, shares) => {
        const { headline, detail } = faceWords({ status: "other", expression: label, labels7: shares });
        expect(headline).toBe("other");
        expect(detail).toMatch(/^nearest: (angry|disgusted|afraid|neutral)$/);
      }),
    );
  });

  it("says how a face looks, never how somebody is or feels", () => {
    const status = fc.constantFrom<FaceStatus>("ok", "other", "unaligned");
    fc.assert(
      fc.property(status, expression, labels7, (state, label, shares) => {
        const { headline, detail } = faceWords({ status: state, expression: label, labels7: shares });
        expect(`${headline} ${detail ?? ""}`).not.toMatch(/\b(is|are|feels?|feeling)\b/i);
        expect(headline).toMatch(state === "other" ? /^other$/ : /^looks /);
      }),
    );
  });
});

describe("expressionWord", () => {
  it("has a word of its own for each of the three", () => {
    expect(EXPRESSIONS.map(expressionWord)).toEqual(["happy", "sad", "surprised"]);
  });
});
