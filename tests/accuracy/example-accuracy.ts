/**
 * A made-up accuracy report, for tests of what is made from one: a few faces of each label with answers that are easy to
 * count, put together with the project's own functions.
 */
import {
  ACCURACY_VERSION,
  type AccuracyReport,
  type AccuracyRow,
  type MeasuredModels,
} from "../../lib/evidence/accuracy-schema";
import { EXPRESSIONS, LABELS7, type Expression, type Label7 } from "../../lib/types";
import { accuracyRow } from "../../training/accuracy/accuracy-row";
import type { AnsweredPicture, PictureAnswer } from "../../training/accuracy/read-test-picture";

export const MODELS: MeasuredModels = {
  detector: "a".repeat(64),
  backbone: "b".repeat(64),
  heads: [
    { id: "good", name: "Good head", sha256: "c".repeat(64) },
    { id: "bad", name: "Bad head", sha256: "d".repeat(64) },
  ],
  labels7Head: "e".repeat(64),
  defaultHead: "good",
  defaultSide: 96,
  decision: { minimumExpressionShare: 0.35, restWeight: 1, minimumLabelShare: 0.3 },
};

/** `share` for the one label, the rest of 1 in equal parts for the others. */
export function mostly<Label extends string>(
  labels: readonly Label[],
  best: Label,
  share: number,
): Record<Label, number> {
  const rest = (1 - share) / (labels.length - 1);
  return Object.fromEntries(labels.map((label) => [label, label === best ? share : rest])) as Record<Label, number>;
}

/**
 * A face that the good head reads as `read` and the bad head as happy, with 0.8 of three and 0.7 of seven labels (then
 * `read7`). Without more words: judged, in grey, no majority.
 */
export function answered(
  raw: Label7,
  read: Expression,
  read7: Label7 = read,
  more: Partial<PictureAnswer> & { readonly majority?: Label7 | null } = {},
): AnsweredPicture {
  const { majority = null, ...change } = more;
  return {
    truth: { raw, majority },
    answer: {
      heads: { good: mostly(EXPRESSIONS, read, 0.8), bad: mostly(EXPRESSIONS, "happy", 0.8) },
      labels7: mostly(LABELS7, read7, 0.7),
      isJudged: true,
      face: null,
      skinTone: "grey",
      ...change,
    },
  };
}

/** Two of three of the three expressions are right; seven labels are all right. */
const FACES: readonly AnsweredPicture[] = [
  answered("happy", "happy", "happy", { majority: "happy" }),
  answered("sad", "sad", "sad", { majority: "neutral" }),
  answered("surprise", "happy", "surprise", { majority: "surprise" }),
  answered("neutral", "sad", "neutral"),
  answered("angry", "sad", "angry"),
  answered("disgust", "sad", "disgust"),
  answered("fear", "surprise", "fear"),
];

/** PublicTest and PrivateTest at two sizes, and a set in colour without votes. */
export function exampleAccuracy(): AccuracyReport {
  const colour = [
    answered("happy", "happy", "happy", { skinTone: "light" }),
    answered("happy", "sad", "happy", { skinTone: "tan-dark" }),
    answered("happy", "happy", "happy"),
    answered("happy", "happy", "happy", { skinTone: null, isJudged: false }),
    answered("neutral", "sad", "neutral", { skinTone: "light" }),
  ];
  const row = (set: AccuracyRow["set"], size: AccuracyRow["size"], faces: readonly AnsweredPicture[]): AccuracyRow =>
    accuracyRow({ set, size }, faces, MODELS);
  return {
    version: ACCURACY_VERSION,
    madeBy: "training/measure-accuracy.ts",
    date: "2026-11-25",
    models: MODELS,
    rows: [
      row("public_test", 96, FACES),
      row("public_test", 128, FACES),
      row("private_test", 96, FACES),
      row("private_test", 128, FACES),
      row("ffhq", 96, colour),
    ],
  };
}
