/** Answers to the pictures of one test set, and their published labels -> its row of the report. Pure. */
import {
  SKIN_TONES,
  type AccuracyRow,
  type LabelSource,
  type MeasuredModels,
  type SkinTone,
  type TestSet,
} from "../../lib/evidence/accuracy-schema";
import { confusionOf } from "../../lib/evidence/confusion";
import { shareOf, type Share } from "../../lib/evidence/share";
import { expectedCalibrationError } from "../../lib/heads/training/expected-calibration-error";
import { bestLabel } from "../../lib/labels/best-label";
import { isExpression } from "../../lib/labels/is-expression";
import { EXPRESSIONS, LABELS7, type Expression, type Label7 } from "../../lib/types";
import type { AnsweredPicture, PictureAnswer } from "./read-test-picture";
import { groupsBy, isOther, rejectionCurve } from "./rejection-curve";

/** A picture whose published label is one of the three. */
type OfThree = AnsweredPicture & { readonly truth: { readonly raw: Expression } };

/** The curve is drawn of the set the threshold was chosen on, and of its twin. */
const CURVE_SETS: readonly TestSet[] = ["public_test", "private_test"];

export function accuracyRow(
  { set, size }: Pick<AccuracyRow, "set" | "size">,
  answered: readonly AnsweredPicture[],
  models: MeasuredModels,
): AccuracyRow {
  const { defaultHead, defaultSide } = models;
  const ofThree = answered.filter((one): one is OfThree => isExpression(one.truth.raw));
  const hasVotes = answered.some(({ truth }) => truth.majority !== null);
  const isDrawn = CURVE_SETS.includes(set) && size === defaultSide;
  return {
    set,
    size,
    pictures: answered.length,
    notJudged: answered.filter(({ answer }) => !answer.isJudged).length,
    heads: models.heads.map(({ id }) => ({
      id,
      confusion: confusionOfHead(id, answered, "raw"),
      majorityConfusion: hasVotes ? confusionOfHead(id, answered, "majority") : null,
    })),
    confusion7: confusion7Of(answered, "raw"),
    majorityConfusion7: hasVotes ? confusion7Of(answered, "majority") : null,
    named7: {
      raw: namedBy(answered, "raw", models),
      majority: hasVotes ? namedBy(answered, "majority", models) : null,
    },
    rejected: {
      raw: rejectedBy(answered, "raw", models),
      majority: hasVotes ? rejectedBy(answered, "majority", models) : null,
    },
    calibrationError: {
      three: calibrationError(
        EXPRESSIONS,
        ofThree.map(({ truth }) => truth.raw),
        ofThree.map(({ answer }) => answer.heads[defaultHead]),
      ),
      seven: calibrationError(
        LABELS7,
        answered.map(({ truth }) => truth.raw),
        answered.map(({ answer }) => answer.labels7),
      ),
    },
    rejection: isDrawn
      ? { raw: rejectionCurve(answered, "raw", models), majority: rejectionCurve(answered, "majority", models) }
      : null,
    groups: groupsOf(ofThree, defaultHead),
  };
}

/** Of the faces whose label is one of the three; 3 x 3. */
function confusionOfHead(id: string, answered: readonly AnsweredPicture[], by: LabelSource): number[][] {
  const { ofThree } = groupsBy(answered, by);
  return confusionBetween(
    EXPRESSIONS,
    ofThree.map(({ truth }) => truth[by]),
    ofThree.map(({ answer }) => bestLabel(EXPRESSIONS, answer.heads[id])),
  );
}

/** The seven-label head, on the faces that have a label; 7 x 7. */
function confusion7Of(answered: readonly AnsweredPicture[], by: LabelSource): number[][] {
  const labelled = answered.filter(({ truth }) => truth[by] !== null);
  return confusionBetween(
    LABELS7,
    labelled.map(({ truth }) => truth[by]),
    labelled.map(({ answer }) => bestLabel(LABELS7, answer.labels7)),
  );
}

function confusionBetween(
  labels: readonly Label7[],
  truths: readonly (Label7 | null)[],
  answers: readonly Label7[],
): number[][] {
  const indexIn = (label: Label7 | null): number => labels.findIndex((known) => known === label);
  return confusionOf(truths.map(indexIn), answers.map(indexIn), labels.length);
}

function rejectedBy(
  answered: readonly AnsweredPicture[],
  by: LabelSource,
  { decision }: MeasuredModels,
): AccuracyRow["rejected"]["raw"] {
  const { ofThree, ofNeutral, ofRest } = groupsBy(answered, by);
  const shareIn = (some: readonly AnsweredPicture[], counts: (answer: PictureAnswer) => boolean): Share =>
    shareOf(some.filter(({ answer }) => counts(answer)).length, some.length);
  const otherOf = (some: readonly AnsweredPicture[]): Share => shareIn(some, (answer) => isOther(answer, decision));
  const notJudgedOf = (some: readonly AnsweredPicture[]): Share => shareIn(some, ({ isJudged }) => !isJudged);
  const otherOfLabel = (label: Label7): Share => otherOf(ofRest.filter(({ truth }) => truth[by] === label));
  return {
    ofThree: otherOf(ofThree),
    ofNeutral: otherOf(ofNeutral),
    ofAngry: otherOfLabel("angry"),
    ofDisgust: otherOfLabel("disgust"),
    ofFear: otherOfLabel("fear"),
    notJudged: { ofThree: notJudgedOf(ofThree), ofNeutral: notJudgedOf(ofNeutral), ofRest: notJudgedOf(ofRest) },
  };
}

function namedBy(
  answered: readonly AnsweredPicture[],
  by: LabelSource,
  { decision }: MeasuredModels,
): AccuracyRow["named7"]["raw"] {
  const labelled = answered.filter(({ truth }) => truth[by] !== null);
  const best = ({ labels7 }: AnsweredPicture["answer"]): Label7 => bestLabel(LABELS7, labels7);
  const named = labelled.filter(
    ({ answer }) => answer.isJudged && answer.labels7[best(answer)] >= decision.minimumLabelShare,
  );
  const right = named.filter(({ truth, answer }) => best(answer) === truth[by]);
  return { named: shareOf(named.length, labelled.length), right: shareOf(right.length, named.length) };
}

/** Of each picture its label and its probabilities. Null for no pictures. */
function calibrationError<Label extends string>(
  labels: readonly Label[],
  truths: readonly Label[],
  probabilities: readonly Readonly<Record<Label, number>>[],
): number | null {
  if (truths.length === 0) return null;
  return expectedCalibrationError(
    Float64Array.from(probabilities.flatMap((own) => labels.map((label) => own[label]))),
    Uint8Array.from(truths, (truth) => labels.indexOf(truth)),
    labels.length,
  );
}

function groupsOf(ofThree: readonly OfThree[], head: string): AccuracyRow["groups"] {
  const withTone = (tone: SkinTone | "grey" | null) => ofThree.filter(({ answer }) => answer.skinTone === tone);
  const entries = SKIN_TONES.map((tone) => {
    const own = withTone(tone);
    const right = own.filter(({ truth, answer }) => bestLabel(EXPRESSIONS, answer.heads[head]) === truth.raw);
    return [tone, shareOf(right.length, own.length)] as const;
  });
  if (entries.every(([, { of }]) => of === 0)) return null;
  const shares = Object.fromEntries(entries) as Record<SkinTone, Share>;
  return { shares, grey: withTone("grey").length, unseen: withTone(null).length };
}
