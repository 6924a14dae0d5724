/**
 * What the threshold trades below which a face is "other" (lib/labels/decide-status.ts): the more neutral faces it
 * turns away, the more of the three expressions it loses. Pure.
 */
import type { MeasuredModels, RejectionPoint } from "../../lib/evidence/accuracy-schema";
import { bestLabel } from "../../lib/labels/best-label";
import { decideStatus } from "../../lib/labels/decide-status";
import { isExpression } from "../../lib/labels/is-expression";
import { EXPRESSIONS } from "../../lib/types";
import type { AnsweredPicture, PictureAnswer } from "./read-test-picture";

/** 0 to 1 in steps of 0.02. */
const THRESHOLDS = Array.from({ length: 51 }, (_, index) => (2 * index) / 100);

/** Whether the pipeline would say "other" with this threshold. A face that is not judged has a word of its own. */
export function isOther({ isJudged, labels7 }: PictureAnswer, threshold: number): boolean {
  return isJudged && decideStatus(labels7, threshold) === "other";
}

/** By rising threshold, the one in use among them. Shares of no pictures are 0. */
export function rejectionCurve(
  answered: readonly AnsweredPicture[],
  { defaultHead, minimumExpressionMass }: Pick<MeasuredModels, "defaultHead" | "minimumExpressionMass">,
): RejectionPoint[] {
  const ofThree = answered.filter(({ truth }) => isExpression(truth.raw));
  const ofRest = answered.filter(({ truth }) => !isExpression(truth.raw));
  const ofNeutral = ofRest.filter(({ truth }) => truth.raw === "neutral");
  const isRight = ({ truth, answer }: AnsweredPicture): boolean =>
    bestLabel(EXPRESSIONS, answer.heads[defaultHead]) === truth.raw;
  const thresholds = [...new Set([...THRESHOLDS, minimumExpressionMass])].sort((a, b) => a - b);
  return thresholds.map((threshold) => {
    const rejected = (some: readonly AnsweredPicture[]): number =>
      shareIn(some, ({ answer }) => isOther(answer, threshold));
    const kept = ofThree.filter(({ answer }) => !isOther(answer, threshold));
    return {
      threshold,
      lostOfThree: rejected(ofThree),
      rejectedOfNeutral: rejected(ofNeutral),
      rejectedOfRest: rejected(ofRest),
      rightOfKept: kept.length > 0 ? shareIn(kept, isRight) : null,
    };
  });
}

function shareIn(some: readonly AnsweredPicture[], counts: (one: AnsweredPicture) => boolean): number {
  return some.filter(counts).length / Math.max(1, some.length);
}
