/**
 * What the report recommends. Choices are made on validation pictures alone: those held-out ones that are in no test set
 * (picture-source.ts), so that a test set's figure is never what something was chosen by.
 */
import { accuracyOf, confusionOf } from "../../lib/evidence/confusion";
import { SIGNIFICANCE } from "../../lib/evidence/read-paired-test";
import type { BackboneId, ExperimentReport, ReportCell } from "../../lib/evidence/report-schema";
import { EXPRESSIONS } from "../../lib/types";
import { BACKBONE_NAMES } from "./backbone-names";
import { configurationOf, validationAnswers, validationOf } from "./paired-tests";
import type { CellAnswer } from "./run-cells";
import { holm, mcNemar } from "./statistics";

/**
 * The honest cell of a backbone with most right answers; of equal ones the first in the order of the tables. How many
 * others cannot be told from it stands in `why`, since the highest of many is always a little lucky.
 */
export function bestOf(backbone: BackboneId, answers: readonly CellAnswer[]): ExperimentReport["best"] {
  const honest = answers
    .filter(({ set }) => set.protocol === "honest")
    .map((answer) => ({ answer, right: validationAnswers(answer) }));
  const countRight = (right: readonly boolean[]): number => right.filter(Boolean).length;
  const [first, ...others] = honest.sort((a, b) => countRight(b.right) - countRight(a.right));
  const adjusted = holm(others.map(({ right }) => mcNemar(right, first.right).p));
  const equal = adjusted.filter((p) => p >= SIGNIFICANCE).length;
  const { set, outcome } = first.answer;
  const accuracy = accuracyOf(confusionOf(set.tests[0].labels, outcome.predictions[0], EXPRESSIONS.length));
  const validation = validationOf(first.answer);
  const why =
    `Most right answers on ${validation.of} untouched originals that choices may be made on, among ${honest.length} ` +
    `honest cells of ${BACKBONE_NAMES[backbone]}; ${equal} of the other ${others.length} cannot be told from it (exact ` +
    "McNemar test, Holm, 5 %), so the choice among those is one of size and speed.";
  return { backbone, ...configurationOf(first.answer), accuracy, validation, why };
}

/**
 * The feature set that the shipped heads come from: the equalized one, since the live page equalizes, whose seven
 * classifiers are right most often on the mean; of equal ones the first, which has fewer copies.
 */
export function headsFromOf(backbone: BackboneId, cells: readonly ReportCell[]): ExperimentReport["headsFrom"] {
  const honest = cells.filter((cell) => cell.backbone === backbone && cell.protocol === "honest");
  const bySet = new Map<string, ReportCell[]>();
  for (const cell of honest) {
    const name = `${cell.set} ${cell.augmentation} ${cell.equalized}`;
    bySet.set(name, [...(bySet.get(name) ?? []), cell]);
  }
  const ranked = [...bySet.values()]
    .map((own) => {
      const { set, augmentation, equalized } = own[0];
      return {
        set,
        augmentation,
        equalized,
        mean: own.reduce((sum, cell) => sum + cell.validation.rate, 0) / own.length,
      };
    })
    .sort((a, b) => b.mean - a.mean);
  const inWords = ({ set, augmentation, mean }: (typeof ranked)[number]): string =>
    `${set}${augmentation === "rotation-flip" ? ", mirrored too," : ""} with ${(100 * mean).toFixed(1)} %`;
  const equalized = ranked.filter((set) => set.equalized);
  const [first, next] = equalized;
  const raw = ranked.find((set) => !set.equalized);
  const why = [
    `Of ${equalized.length} equalized sets, ${inWords(first)}: the best mean of the seven classifiers on ` +
      `${honest[0].validation.of} untouched originals that choices may be made on, honest protocol, ` +
      `${BACKBONE_NAMES[backbone]}.`,
    ...(next ? [`Next is ${inWords(next)}.`] : []),
    ...(raw ? [`Not equalized, the best is ${inWords(raw)}; the live page equalizes.`] : []),
  ].join(" ");
  return { backbone, set: first.set, augmentation: first.augmentation, meanValidation: first.mean, why };
}
