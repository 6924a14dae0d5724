/**
 * Whether one of the three expressions fits at all. The rule: by the seven-label head, happy, sad and surprise together
 * must make at least `minimumExpressionShare` of themselves and the strongest of neutral and `restWeight` times angry,
 * disgust and fear. A small weight turns away more of the resting faces, which before a camera are most of those that fit
 * none of the three. Both numbers: training/decision.py, on FER2013's PublicTest.
 */
import { EXPRESSIONS, type Decision, type FaceStatus, type Label7 } from "../types";

type Labels7 = Readonly<Record<Label7, number>>;

export function decideStatus(labels7: Labels7, decision: Decision): FaceStatus {
  return expressionShare(labels7, decision) >= decision.minimumExpressionShare ? "ok" : "other";
}

/** By how much that rule is met, in log-odds: from 0 on it says "ok". */
export function expressionLead(labels7: Labels7, decision: Decision): number {
  return logOdds(expressionShare(labels7, decision)) - logOdds(decision.minimumExpressionShare);
}

/** What the rule asks of the three, 0 to 1. */
export function expressionShare(labels7: Labels7, { restWeight }: Pick<Decision, "restWeight">): number {
  const three = EXPRESSIONS.reduce((sum, expression) => sum + labels7[expression], 0);
  const against = Math.max(labels7.neutral, restWeight * Math.max(labels7.angry, labels7.disgust, labels7.fear));
  // Nothing for any of them: angry, disgust or fear with a weight of 0.
  return three / Math.max(Number.EPSILON, three + against);
}

/** Of a share, 0 to 1, kept off both ends, where log-odds are infinite. */
function logOdds(share: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.log(kept / (1 - kept));
}
