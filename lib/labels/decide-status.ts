/**
 * Whether one of the three expressions fits at all. The rule: the seven-label head must give happy, sad and surprise
 * together at least `minimumExpressionMass` (chosen on FER2013's PublicTest by training/train_heads.py).
 */
import { EXPRESSIONS, type FaceStatus, type Label7 } from "../types";

export function decideStatus(labels7: Readonly<Record<Label7, number>>, minimumExpressionMass: number): FaceStatus {
  return expressionMass(labels7) >= minimumExpressionMass ? "ok" : "other";
}

/** By how much that rule is met, in log-odds: from 0 on it says "ok". */
export function expressionLead(labels7: Readonly<Record<Label7, number>>, minimumExpressionMass: number): number {
  return logOdds(expressionMass(labels7)) - logOdds(minimumExpressionMass);
}

function expressionMass(labels7: Readonly<Record<Label7, number>>): number {
  return EXPRESSIONS.reduce((sum, expression) => sum + labels7[expression], 0);
}

/** Of a share, 0 to 1, kept off both ends, where log-odds are infinite. */
function logOdds(share: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, share));
  return Math.log(kept / (1 - kept));
}
