/**
 * The peers' words for a face -> this project's labels, and what a peer answers when only some labels are asked for.
 * Pure functions; scores are probabilities as the peer gives them, 0 to 1.
 */
import { LABELS7, type Label7 } from "../../lib/types";

/** A peer's scores. Human leaves out labels below its own threshold, so any may be missing. */
export type PeerScores = Readonly<Partial<Record<Label7, number>>>;

/** face-api says "fearful" where Human says "fear". */
const LABEL_OF_WORD = new Map<string, Label7>([
  ...LABELS7.map((label) => [label, label] as const),
  ["fearful", "fear"],
  ["disgusted", "disgust"],
  ["surprised", "surprise"],
]);

/** Throws on a word that has no label, so that a new version of a peer cannot lose a class in silence. */
export function wordsToScores(words: Iterable<readonly [word: string, score: number]>): PeerScores {
  const scores: Partial<Record<Label7, number>> = {};
  for (const [word, score] of words) {
    const label = LABEL_OF_WORD.get(word);
    if (!label) throw new Error(`label: got ${JSON.stringify(word)}, expected ${[...LABEL_OF_WORD.keys()].join(", ")}`);
    scores[label] = score;
  }
  return scores;
}

/** The label of `labels` with the highest score (the first of equals), or null when none of them has one. */
export function bestOf<Label extends Label7>(scores: PeerScores, labels: readonly Label[]): Label | null {
  let best: Label | null = null;
  for (const label of labels) {
    if ((scores[label] ?? -Infinity) > (best === null ? -Infinity : scores[best]!)) best = label;
  }
  return best;
}
