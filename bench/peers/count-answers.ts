/** Answers of a peer and the published labels -> one row of public/models/peers.json. Pure. */
import type { PeerRow } from "../../lib/evidence/peers-schema";
import { shareOf } from "../../lib/evidence/share";
import { isExpression } from "../../lib/labels/is-expression";
import { EXPRESSIONS, LABELS7 } from "../../lib/types";
import type { Truth } from "../../training/test-sets";
import { bestOf, type PeerScores } from "./labels";

export interface CountedAnswer {
  readonly truth: Truth;
  /** null: no face found, which counts as a wrong answer. */
  readonly scores: PeerScores | null;
}

export type Counts = Pick<PeerRow, "pictures" | "found" | "threeRaw" | "threeMajority" | "seven">;

/** Three classes are counted where the label is one of the three; a peer that scores none of them is wrong there. */
export function countAnswers(answers: readonly CountedAnswer[]): Counts {
  const rightOf = (counted: readonly CountedAnswer[], isRight: (answer: CountedAnswer) => boolean) =>
    shareOf(counted.filter(isRight).length, counted.length);
  const three = (scores: PeerScores | null) => scores && bestOf(scores, EXPRESSIONS);
  const isFound = ({ scores }: CountedAnswer) => scores !== null;
  const isRaw = ({ truth, scores }: CountedAnswer) => three(scores) === truth.raw;
  const ofThree = answers.filter(({ truth }) => isExpression(truth.raw));
  const ofMajority = answers.filter(({ truth }) => isExpression(truth.majority));
  return {
    pictures: answers.length,
    found: rightOf(answers, isFound),
    threeRaw: rightOf(ofThree, isRaw),
    threeMajority:
      ofMajority.length > 0 ? rightOf(ofMajority, ({ truth, scores }) => three(scores) === truth.majority) : null,
    seven: rightOf(answers, ({ truth, scores }) => scores !== null && bestOf(scores, LABELS7) === truth.raw),
  };
}
