/**
 * Which labels may be said of a face, and how much speaks for each. Scores are logarithms up to a constant: the label
 * with the largest is the best, and differences are leads (log-odds where "other" takes part).
 */
import {
  EXPRESSIONS,
  LABELS7,
  type Decision,
  type Expression,
  type FaceReading,
  type LabelSet,
  type ShownLabel,
} from "../types";
import { expressionLead } from "./decide-status";
import { isExpression } from "./is-expression";

export type LabelScores = Readonly<Partial<Record<ShownLabel, number>>>;

/** Kept from 0, whose logarithm is no number. */
const log = (share: number): number => Math.log(Math.max(1e-6, share));

/** Three and "other": by how much one of the three fits at all (`lead`, log-odds) against the best of them. */
export function scoresOfThree(probabilities: Readonly<Record<Expression, number>>, lead: number): LabelScores {
  const best = Math.max(...EXPRESSIONS.map((label) => probabilities[label]));
  const entries = EXPRESSIONS.map((label) => [label, log(probabilities[label]) - log(best)]);
  return { ...Object.fromEntries(entries), other: -lead };
}

/**
 * A face's probabilities (each kind sums to 1) -> the score of every label of the set and of none else; pure.
 * - "three": the three by the head, from 0 for the best of them down; "other" by how far the seven-label layer is from
 *   letting one of them pass (decide-status.ts), so that it is best just where the rule says so.
 * - "three-neutral": the same, but that score goes to the stronger of "neutral" and "other", which is the largest of angry,
 *   disgust and fear; the weaker lies behind it by the logarithm of their ratio.
 * - "seven": logarithms of the seven-label layer's probabilities alone; "unsure" at that of `minimumLabelShare`, so that
 *   a label below it is not named.
 */
export function labelScores(
  set: LabelSet,
  { probabilities, labels7 }: Pick<FaceReading, "probabilities" | "labels7">,
  decision: Decision,
): LabelScores {
  const lead = expressionLead(labels7, decision);
  switch (set) {
    case "three":
      return scoresOfThree(probabilities, lead);
    case "three-neutral": {
      const neutral = log(labels7.neutral);
      const rest = Math.max(
        ...LABELS7.filter((label) => label !== "neutral" && !isExpression(label)).map((label) => log(labels7[label])),
      );
      const best = Math.max(neutral, rest);
      return { ...scoresOfThree(probabilities, lead), neutral: neutral - best - lead, other: rest - best - lead };
    }
    case "seven": {
      const entries = LABELS7.map((label) => [label, log(labels7[label])]);
      return { ...Object.fromEntries(entries), unsure: log(decision.minimumLabelShare) };
    }
  }
}
