/**
 * A person's own neutral face as the baseline of their label. Faces at rest differ, and some look sad or stern to the
 * network. Whoever holds a neutral face shows how theirs looks; from then on that face reads "other" (among the three)
 * or "neutral": each other label that it gives too much is lowered until that one leads clearly. Nothing else moves, so
 * a face whose neutral is read as neutral stays as it is, and no mean of other people's faces is needed. Pure.
 */
import { bestScored } from "../labels/best-label";
import { labelScores, type LabelScores } from "../labels/label-scores";
import { EXPRESSIONS, LABELS7, type Decision, type LabelSet, type ShownLabel } from "../types";
import type { FaceLogits, FaceProbabilities } from "./face-logits";
import { CLEAR_LEAD } from "./settle-label";

/**
 * How much is taken off of what must be, 0 to 1. All of it, by the definition above: with less, some neutral faces
 * would still get a label. Fixed before bench/baseline.ts was run, and not tuned on its pictures.
 */
export const BASELINE_STRENGTH = 1;

/** What is taken off the score of each label of a set, 0 or more. */
export type Lowering = LabelScores;

/** `neutral`: how the neutral face is read. `decision`: see decide-status.ts. `strength`: 0 to 1. */
export function loweringOf(
  set: LabelSet,
  neutral: FaceProbabilities,
  decision: Decision,
  strength = BASELINE_STRENGTH,
): Lowering {
  const scores = labelScores(set, neutral, decision);
  const atRest: ShownLabel = set === "three" ? "other" : "neutral";
  const limit = (scores[atRest] ?? Infinity) - CLEAR_LEAD;
  return mapScores(scores, (label, score) => (label === atRest ? 0 : strength * Math.max(0, score - limit)));
}

export function lowerScores(scores: LabelScores, lowering: Lowering): LabelScores {
  const { unsure, ...lowered } = mapScores(scores, (label, score) => score - (lowering[label] ?? 0));
  if (unsure === undefined) return lowered;
  // It is what a label takes, and taken off for the face at rest alone: any other label takes as much as without a baseline.
  return { ...lowered, unsure: bestScored(lowered) === "neutral" ? unsure : scores.unsure };
}

/** The bars that go with the lowered scores. Labels that the set has no name for are lowered as "other" is. */
export function lowerLogits({ expressions, labels7 }: FaceLogits, lowering: Lowering): FaceLogits {
  const lower = (labels: readonly ShownLabel[], logits: readonly number[]): number[] =>
    logits.map((logit, index) => logit - (lowering[labels[index]] ?? lowering.other ?? 0));
  return { expressions: lower(EXPRESSIONS, expressions), labels7: lower(LABELS7, labels7) };
}

function mapScores(scores: LabelScores, change: (label: ShownLabel, score: number) => number): LabelScores {
  const entries = Object.entries(scores) as [ShownLabel, number][];
  return Object.fromEntries(entries.map(([label, score]) => [label, change(label, score)]));
}
