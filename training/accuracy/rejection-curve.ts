/**
 * What the threshold trades below which a face is "other" (lib/labels/decide-status.ts): the more neutral faces it
 * turns away, the more of the three expressions it loses. Pure.
 */
import type { LabelSource, MeasuredModels, RejectionPoint } from "../../lib/evidence/accuracy-schema";
import { bestLabel } from "../../lib/labels/best-label";
import { decideStatus } from "../../lib/labels/decide-status";
import { isExpression } from "../../lib/labels/is-expression";
import { EXPRESSIONS, type Decision } from "../../lib/types";
import type { AnsweredPicture, PictureAnswer } from "./read-test-picture";

/** 0 to 1 in steps of 0.02. */
const THRESHOLDS = Array.from({ length: 51 }, (_, index) => (2 * index) / 100);

/** Whether the pipeline would say "other" with this threshold. A face that is not judged has a word of its own. */
export function isOther({ isJudged, labels7 }: PictureAnswer, decision: Decision): boolean {
  return isJudged && decideStatus(labels7, decision) === "other";
}

/**
 * By rising threshold, the one in use among them; `by`: which label counts, and faces without one are left out. Shares of
 * no pictures are 0.
 */
export function rejectionCurve(
  answered: readonly AnsweredPicture[],
  by: LabelSource,
  { defaultHead, decision }: Pick<MeasuredModels, "defaultHead" | "decision">,
): RejectionPoint[] {
  const { ofThree, ofNeutral, ofRest } = groupsBy(answered, by);
  const isRight = ({ truth, answer }: AnsweredPicture): boolean =>
    bestLabel(EXPRESSIONS, answer.heads[defaultHead]) === truth[by];
  const thresholds = [...new Set([...THRESHOLDS, decision.minimumExpressionShare])].sort((a, b) => a - b);
  return thresholds.map((threshold) => {
    const moved = { ...decision, minimumExpressionShare: threshold };
    const rejected = (some: readonly AnsweredPicture[]): number =>
      shareIn(some, ({ answer }) => isOther(answer, moved));
    const kept = ofThree.filter(({ answer }) => !isOther(answer, moved));
    return {
      threshold,
      lostOfThree: rejected(ofThree),
      rejectedOfNeutral: rejected(ofNeutral),
      rejectedOfRest: rejected(ofRest),
      rightOfKept: kept.length > 0 ? shareIn(kept, isRight) : null,
    };
  });
}

/** `ofRest`: of all four labels that are none of the three. */
export function groupsBy(answered: readonly AnsweredPicture[], by: LabelSource) {
  const labelled = answered.filter(({ truth }) => truth[by] !== null);
  const ofThree = labelled.filter(({ truth }) => isExpression(truth[by]));
  const ofRest = labelled.filter(({ truth }) => !isExpression(truth[by]));
  return { ofThree, ofRest, ofNeutral: ofRest.filter(({ truth }) => truth[by] === "neutral") };
}

function shareIn(some: readonly AnsweredPicture[], counts: (one: AnsweredPicture) => boolean): number {
  return some.filter(counts).length / Math.max(1, some.length);
}
