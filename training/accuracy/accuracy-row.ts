/** Answers to the pictures of one test set, and their published labels -> its row of the report. Pure. */
import {
  SKIN_TONES,
  type AccuracyRow,
  type HeadResult,
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
import type { AnsweredPicture } from "./read-test-picture";
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
    heads: models.heads.map(({ id }) => headResult(id, answered, ofThree)),
    confusion7: confusionOf(
      answered.map(({ truth }) => LABELS7.indexOf(truth.raw)),
      answered.map(({ answer }) => LABELS7.indexOf(bestLabel(LABELS7, answer.labels7))),
      LABELS7.length,
    ),
    majority7: sevenByMajority(answered),
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

function headResult(id: string, answered: readonly AnsweredPicture[], ofThree: readonly OfThree[]): HeadResult {
  const best = ({ answer }: AnsweredPicture): Expression => bestLabel(EXPRESSIONS, answer.heads[id]);
  const ofMajority = answered.filter(({ truth }) => isExpression(truth.majority));
  const right = ofMajority.filter((one) => best(one) === one.truth.majority);
  return {
    id,
    confusion: confusionOf(
      ofThree.map(({ truth }) => EXPRESSIONS.indexOf(truth.raw)),
      ofThree.map((one) => EXPRESSIONS.indexOf(best(one))),
      EXPRESSIONS.length,
    ),
    majority: ofMajority.length > 0 ? shareOf(right.length, ofMajority.length) : null,
  };
}

function sevenByMajority(answered: readonly AnsweredPicture[]): Share | null {
  const voted = answered.filter(({ truth }) => truth.majority !== null);
  const right = voted.filter(({ truth, answer }) => bestLabel(LABELS7, answer.labels7) === truth.majority);
  return voted.length > 0 ? shareOf(right.length, voted.length) : null;
}

function rejectedBy(
  answered: readonly AnsweredPicture[],
  by: LabelSource,
  { decision }: MeasuredModels,
): AccuracyRow["rejected"]["raw"] {
  const { ofThree, ofRest } = groupsBy(answered, by);
  const otherOf = (some: readonly AnsweredPicture[]): Share =>
    shareOf(some.filter(({ answer }) => isOther(answer, decision)).length, some.length);
  const otherOfLabel = (label: Label7): Share => otherOf(ofRest.filter(({ truth }) => truth[by] === label));
  return {
    ofThree: otherOf(ofThree),
    ofNeutral: otherOfLabel("neutral"),
    ofAngry: otherOfLabel("angry"),
    ofDisgust: otherOfLabel("disgust"),
    ofFear: otherOfLabel("fear"),
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
