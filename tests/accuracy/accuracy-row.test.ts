/** What is counted on a test set, on answers made by hand. */
import { describe, expect, it } from "vitest";
import { accuracyOf, recallOf } from "../../lib/evidence/confusion";
import { EXPRESSIONS, LABELS7 } from "../../lib/types";
import { accuracyRow } from "../../training/accuracy/accuracy-row";
import type { AnsweredPicture } from "../../training/accuracy/read-test-picture";
import { answered, MODELS, mostly } from "./example-accuracy";

const rowOf = (pictures: readonly AnsweredPicture[]) => accuracyRow({ set: "jaffe", size: 96 }, pictures, MODELS);
const fraction = ({ right, of }: { right: number; of: number }) => `${right}/${of}`;

describe("heads", () => {
  const { heads, pictures } = rowOf([
    answered("happy", "happy", "happy", { majority: "sad" }),
    answered("sad", "sad", "sad", { majority: "sad" }),
    answered("sad", "surprise", "sad", { majority: "neutral" }),
    answered("fear", "surprise", "fear", { majority: "surprise" }),
  ]);

  it("each on the faces of the three, by the published label", () => {
    expect(pictures).toBe(4);
    expect(heads.map(({ id, confusion }) => [id, fraction(accuracyOf(confusion))])).toEqual([
      ["good", "2/3"],
      ["bad", "1/3"],
    ]);
    expect(recallOf(heads[0].confusion).map(fraction)).toEqual(["1/1", "1/2", "0/0"]);
  });

  it("by the majority where that is one of the three, whatever the published label is", () => {
    expect(heads.map(({ majorityConfusion }) => fraction(accuracyOf(majorityConfusion!)))).toEqual(["2/3", "0/3"]);
    expect(heads[0].majorityConfusion).toEqual([
      [0, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(rowOf([answered("happy", "happy")]).heads[0].majorityConfusion).toBeNull();
  });
});

it("seven labels are counted on every picture, rows the published label", () => {
  const { confusion7 } = rowOf([answered("happy", "happy"), answered("fear", "surprise", "surprise")]);
  expect(confusion7[LABELS7.indexOf("fear")][LABELS7.indexOf("surprise")]).toBe(1);
  expect(fraction(accuracyOf(confusion7))).toBe("1/2");
});

it("seven labels by the majority, of the faces that have one, whatever the published label is", () => {
  const { majorityConfusion7 } = rowOf([
    answered("happy", "happy", "happy", { majority: "neutral" }),
    answered("sad", "sad", "angry", { majority: "angry" }),
    answered("sad", "sad"),
  ]);
  expect(fraction(accuracyOf(majorityConfusion7!))).toBe("1/2");
  expect(majorityConfusion7![LABELS7.indexOf("neutral")][LABELS7.indexOf("happy")]).toBe(1);
  expect(rowOf([answered("happy", "happy")]).majorityConfusion7).toBeNull();
});

it("named of the seven: judged and likely enough, and how many of these are right", () => {
  const torn = { labels7: mostly(LABELS7, "sad", 0.29) };
  const { named7 } = rowOf([
    answered("happy", "happy"),
    answered("fear", "sad", "sad", { majority: "sad" }),
    answered("sad", "sad", "sad", torn),
    answered("happy", "happy", "happy", { isJudged: false }),
  ]);
  expect([named7.raw.named, named7.raw.right].map(fraction)).toEqual(["2/4", "1/2"]);
  expect(named7.majority && [named7.majority.named, named7.majority.right].map(fraction)).toEqual(["1/1", "1/1"]);
  expect(rowOf([answered("happy", "happy")]).named7.majority).toBeNull();
});

it("other: below the threshold, and never a face that is not judged", () => {
  // Three expressions have 3 of the 6 parts that angry leaves over: 0.15. Neutral the same.
  const row = rowOf([
    answered("happy", "happy", "angry"),
    answered("happy", "happy", "angry", { isJudged: false }),
    answered("sad", "sad"),
    answered("neutral", "sad", "neutral"),
  ]);
  expect(fraction(row.rejected.raw.ofThree)).toBe("1/3");
  expect(fraction(row.rejected.raw.ofNeutral)).toBe("1/1");
  expect(row.rejected.majority).toBeNull();
  expect(row.notJudged).toBe(1);
  const { ofThree, ofNeutral, ofRest } = row.rejected.raw.notJudged;
  expect([ofThree, ofNeutral, ofRest].map(fraction)).toEqual(["1/3", "0/1", "0/1"]);
});

it("other by the majority: of the faces that have one", () => {
  const { rejected } = rowOf([
    answered("sad", "sad", "angry", { majority: "neutral" }),
    answered("neutral", "happy", "happy", { majority: "happy" }),
    answered("happy", "happy", "angry"),
  ]);
  expect(rejected.majority && fraction(rejected.majority.ofThree)).toBe("0/1");
  expect(rejected.majority && fraction(rejected.majority.ofNeutral)).toBe("1/1");
});

describe("expected calibration error", () => {
  it("by hand: 0.8 sure and right in 2 of 3 of the three, 0.7 sure and right in all of seven", () => {
    const { calibrationError } = rowOf([
      answered("happy", "happy"),
      answered("sad", "sad"),
      answered("surprise", "sad", "surprise"),
      answered("fear", "sad", "fear"),
    ]);
    expect(calibrationError.three).toBeCloseTo(0.8 - 2 / 3, 12);
    expect(calibrationError.seven).toBeCloseTo(0.3, 12);
  });

  it("bins are weighed by their faces: (3 x 0.2 + 1 x 0.5) / 4", () => {
    const sure = answered("happy", "happy");
    const unsure = answered("sad", "sad", "sad", {
      heads: { good: mostly(EXPRESSIONS, "happy", 0.5), bad: mostly(EXPRESSIONS, "happy", 0.5) },
    });
    expect(rowOf([sure, sure, sure, unsure]).calibrationError.three).toBeCloseTo(1.1 / 4, 12);
  });

  it("null without faces of the three", () => {
    expect(rowOf([answered("fear", "sad", "fear")]).calibrationError).toMatchObject({ three: null });
  });
});

describe("skin tones", () => {
  it("three classes of each group; grey and unseen faces are left out and counted", () => {
    const { groups } = rowOf([
      answered("happy", "happy", "happy", { skinTone: "light" }),
      answered("happy", "sad", "happy", { skinTone: "light" }),
      answered("sad", "sad", "sad", { skinTone: "tan-dark" }),
      answered("fear", "sad", "fear", { skinTone: "tan-dark" }),
      answered("sad", "sad"),
      answered("sad", "sad", "sad", { skinTone: null }),
    ]);
    expect(groups).toMatchObject({ grey: 1, unseen: 1 });
    expect(Object.values(groups!.shares).map(fraction)).toEqual(["1/2", "0/0", "1/1"]);
  });

  it("null where all pictures are grey", () => expect(rowOf([answered("sad", "sad")]).groups).toBeNull());
});

it("the curve is of FER2013's test sets at the default size", () => {
  const faces = [answered("sad", "sad")];
  const { rejection } = accuracyRow({ set: "private_test", size: 96 }, faces, MODELS);
  expect([rejection?.raw.length, rejection?.majority.length]).toEqual([52, 52]);
  expect(accuracyRow({ set: "private_test", size: 128 }, faces, MODELS).rejection).toBeNull();
  expect(rowOf(faces).rejection).toBeNull();
});
