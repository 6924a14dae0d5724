/** How far classifiers agree, in words: "5 of 7 read happy, 2 read sad". Pure. */
import { labelWord } from "../../../lib/overlay/face-words";
import { EXPRESSIONS, type Expression } from "../../../lib/types";

/** `labels`: each classifier's best label. The label with the most comes first. Empty for no classifier. */
export function agreementWords(labels: readonly Expression[]): string {
  const votes = EXPRESSIONS.map((expression) => ({
    word: labelWord(expression),
    count: labels.filter((label) => label === expression).length,
  }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (votes.length === 1 && labels.length > 1) return `all ${labels.length} read ${votes[0].word}`;
  return votes
    .map(({ word, count }, index) => {
      const who = index === 0 ? `${count} of ${labels.length}` : String(count);
      return `${who} ${count === 1 ? "reads" : "read"} ${word}`;
    })
    .join(", ");
}
