/** The chosen classifier's paired tests, question by question, in words and numbers for a table. Pure. */
import { gainOf, verdictOf, type Verdict } from "../../lib/evidence/read-paired-test";
import type { ExperimentReport, PairedTest, Question } from "../../lib/evidence/report-schema";
import type { Choice } from "./choose-cell";
import { setName } from "../../lib/evidence/format";

/** What is compared, behind a classifier's name. */
export const QUESTION_WORDS: Readonly<Record<Question, string>> = {
  equalization: "equalized against not equalized",
  augmentation: "turned copies against none",
  flip: "copies mirrored too against copies turned only",
  classifier: "against the classifier that all are compared with",
};

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  better: "better",
  worse: "worse",
  even: "not to be told from chance",
};

export interface PairedTestRow {
  /** What is compared with what. */
  readonly name: string;
  /** By how much the first named is better, as a share: -1 to 1. */
  readonly gain: number;
  /** Pictures that only the one, and only the other, got right. */
  readonly onlyThis: number;
  readonly onlyOther: number;
  readonly pictures: number;
  readonly p: number;
  readonly adjustedP: number;
  readonly verdict: string;
}

type Report = Pick<ExperimentReport, "pairedTests" | "classifiers">;

/** Of the chosen backbone and classifier. Empty where the report does not ask it of this classifier. */
export function pairedTestRows(
  { pairedTests, classifiers }: Report,
  { backbone, classifier }: Choice,
  question: Question,
): PairedTestRow[] {
  const nameOf = (id: string): string => classifiers.find((entry) => entry.id === id)?.name ?? id;
  const inWords = ({ first, second }: PairedTest): string =>
    question === "classifier"
      ? `${setName(second)}, against the ${nameOf(first.classifier)}`
      : `${setName(second)}, against ${setName(first)}`;
  return pairedTests
    .filter((test) => test.question === question && test.backbone === backbone && test.second.classifier === classifier)
    .map((test) => ({
      name: inWords(test),
      gain: gainOf(test),
      onlyThis: test.onlySecond,
      onlyOther: test.onlyFirst,
      pictures: test.pictures,
      p: test.p,
      adjustedP: test.adjustedP,
      verdict: VERDICT_WORDS[verdictOf(test)],
    }));
}
