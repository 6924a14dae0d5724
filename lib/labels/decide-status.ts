/**
 * Whether one of the three expressions fits at all. The rule: the seven-label head must give happy, sad and surprise
 * together at least `minimumExpressionMass` (chosen on FER2013's PublicTest by training/train_heads.py).
 */
import { EXPRESSIONS, type FaceStatus, type Label7 } from "../types";

export function decideStatus(labels7: Readonly<Record<Label7, number>>, minimumExpressionMass: number): FaceStatus {
  const mass = EXPRESSIONS.reduce((sum, expression) => sum + labels7[expression], 0);
  return mass >= minimumExpressionMass ? "ok" : "other";
}
