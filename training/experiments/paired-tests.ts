/**
 * What equalization, augmentation, mirroring and each classifier bring: exact McNemar tests of answers to the same test
 * pictures. Honest protocol only: under the paper's, copies of one face would count as independent pictures.
 */
import { matches } from "../../lib/evidence/matches";
import type { BackboneId, PairedTest, Question } from "../../lib/evidence/report-schema";
import { shareOf, type Share } from "../../lib/evidence/share";
import { FLIP_ROW, type TableRow } from "./plan";
import type { CellAnswer } from "./run-cells";
import { holm, mcNemar } from "./statistics";

/** Every classifier is compared with this one, the simplest. */
export const REFERENCE_CLASSIFIER = "linear-svm";

type Configuration = PairedTest["first"];

export const configurationOf = ({ set: { row, equalized }, outcome }: CellAnswer): Configuration => ({
  set: row.set,
  augmentation: row.augmentation,
  equalized,
  classifier: outcome.classifier,
});

/** For each held-out picture whether it was read right. */
export function rightAnswers({ set, outcome }: CellAnswer): boolean[] {
  return set.tests[0].labels.map((label, picture) => outcome.predictions[0][picture] === label);
}

/** As `rightAnswers`, of the pictures that choices may be made on. */
export function validationAnswers(answer: CellAnswer): boolean[] {
  return rightAnswers(answer).filter((_, picture) => answer.set.validation[picture]);
}

export function validationOf(answer: CellAnswer): Share {
  const answers = validationAnswers(answer);
  return shareOf(answers.filter(Boolean).length, answers.length);
}

/** `answers` of one backbone. Ps are adjusted over all tests of one question. */
export function pairedTests(backbone: BackboneId, answers: readonly CellAnswer[]): PairedTest[] {
  const honest = answers.filter(({ set }) => set.protocol === "honest");
  const find = (row: TableRow, equalized: boolean, classifier: string): CellAnswer | undefined =>
    honest.find((answer) => matches({ ...row, equalized, classifier })(configurationOf(answer)));
  const original: TableRow = { set: "DS1", augmentation: "none" };
  const rotated: TableRow = { set: FLIP_ROW.set, augmentation: "rotation" };
  /** What a configuration is compared with, question by question. */
  const partners: Readonly<Record<Question, (answer: CellAnswer) => CellAnswer | undefined>> = {
    equalization: ({ set, outcome }) => (set.equalized ? find(set.row, false, outcome.classifier) : undefined),
    augmentation: ({ set, outcome }) =>
      set.row.augmentation === "rotation" ? find(original, set.equalized, outcome.classifier) : undefined,
    flip: ({ set, outcome }) =>
      set.row.augmentation === "rotation-flip" ? find(rotated, set.equalized, outcome.classifier) : undefined,
    classifier: ({ set, outcome }) =>
      outcome.classifier === REFERENCE_CLASSIFIER ? undefined : find(set.row, set.equalized, REFERENCE_CLASSIFIER),
  };
  return (Object.keys(partners) as Question[]).flatMap((question) => {
    const tests = honest.flatMap((second) => {
      const first = partners[question](second);
      return first ? [compare(question, backbone, first, second)] : [];
    });
    const adjusted = holm(tests.map(({ p }) => p));
    return tests.map((test, index): PairedTest => ({ ...test, adjustedP: adjusted[index] }));
  });
}

function compare(question: Question, backbone: BackboneId, first: CellAnswer, second: CellAnswer) {
  const right = rightAnswers(first);
  return {
    question,
    backbone,
    first: configurationOf(first),
    second: configurationOf(second),
    pictures: right.length,
    ...mcNemar(right, rightAnswers(second)),
  };
}
