/** The report's plain words: every sentence is made from the run's numbers, none is written beforehand. */
import { elsewhereName } from "../../lib/evidence/elsewhere-name";
import { percent, percentWithInterval, points } from "../../lib/evidence/format";
import { matches } from "../../lib/evidence/matches";
import {
  PAPER_CLASSIFIERS,
  PAPER_SETS,
  paperAccuracyPercent,
  printedGains,
  type PaperSet,
} from "../../lib/evidence/paper";
import { gainOf, verdictOf, type Verdict } from "../../lib/evidence/read-paired-test";
import type {
  ExperimentReport,
  Finding,
  Leakage,
  PairedTest,
  Question,
  ReportCell,
  ReportSplit,
} from "../../lib/evidence/report-schema";
import { REFERENCE_CLASSIFIER } from "./paired-tests";

type Facts = Pick<ExperimentReport, "backbones" | "cells" | "splits" | "leakage" | "pairedTests" | "classifiers">;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export function findingsOf(facts: Facts): Finding[] {
  return facts.backbones.flatMap(({ id, name }) => {
    const cells = facts.cells.filter(({ backbone }) => backbone === id);
    const testsOf = (question: Question): PairedTest[] =>
      facts.pairedTests.filter((test) => test.backbone === id && test.question === question);
    const leakage = facts.leakage.filter(({ backbone }) => backbone === id);
    const splits = facts.splits.filter(({ backbone }) => backbone === id);
    const sentences: [Finding["about"], string | null][] = [
      ["leakage", leakageSentence(leakage, splits, nameOf(facts))],
      ["equalization", equalizationSentence(testsOf("equalization"))],
      ["augmentation", augmentationSentence(testsOf("augmentation"), cells)],
      ["flip", flipSentence(testsOf("flip"))],
      ["classifier", classifierSentence(testsOf("classifier"), nameOf(facts))],
      ["calibration", calibrationSentence(cells, nameOf(facts))],
      ["elsewhere", elsewhereSentence(cells, nameOf(facts))],
    ];
    return sentences.flatMap(([about, text]) => (text ? [{ about, backbone: id, text: `${name}: ${text}` }] : []));
  });
}

const nameOf =
  ({ classifiers }: Pick<Facts, "classifiers">) =>
  (id: string): string =>
    classifiers.find((entry) => entry.id === id)?.name ?? id;

/** "12 of 28 comparisons better, 1 worse, 15 not to be told from chance". */
export function verdicts(tests: readonly PairedTest[]): string {
  const count = (verdict: Verdict): number => tests.filter((test) => verdictOf(test) === verdict).length;
  return (
    `${count("better")} of ${tests.length} comparisons better, ${count("worse")} worse, ${count("even")} not to be told ` +
    "from chance"
  );
}

function leakageSentence(
  all: readonly Leakage[],
  splits: readonly ReportSplit[],
  nameOfClassifier: (id: string) => string,
): string | null {
  // Where the paper prints its 99.7 %.
  const isLargest = ({ set, augmentation }: Pick<Leakage, "set" | "augmentation">): boolean =>
    set === "DS4" && augmentation === "rotation";
  const largest = all.filter((entry) => isLargest(entry) && !entry.equalized);
  const shown = largest.find(({ classifier }) => classifier === "cubic-svm");
  const split = splits.find((entry) => isLargest(entry) && entry.protocol === "paper");
  if (!shown || !split) return null;
  const tested = split.test.happy + split.test.sad + split.test.surprise;
  const printed = paperAccuracyPercent("DS4", false, "cubic-svm");
  const least = Math.min(...largest.map(({ difference }) => difference));
  const most = Math.max(...largest.map(({ difference }) => difference));
  return (
    `On DS4 the ${nameOfClassifier("cubic-svm")} reads ${percentWithInterval(shown.paper)} under the paper's protocol and ` +
    `${percentWithInterval(shown.honest)} of untouched originals under the honest one: ${points(shown.difference)} points ` +
    `(${points(shown.low)} to ${points(shown.high)}) lie between them; over all seven classifiers ${points(least)} to ` +
    `${points(most)}. ${split.testWithTwin} of ${tested} test pictures (${percent(split.testWithTwin / tested)}) ` +
    `have their original or another copy of it in the training part. The paper prints ${printed.toFixed(1)} % there.`
  );
}

function equalizationSentence(tests: readonly PairedTest[]): string | null {
  if (tests.length === 0) return null;
  const bySet = PAPER_SETS.flatMap((set) => {
    const own = tests.filter(({ second }) => second.set === set && second.augmentation !== "rotation-flip");
    return own.length > 0 ? [`${set} ${points(mean(own.map(gainOf)))}`] : [];
  });
  const printed = PAPER_SETS.map((set) => {
    return `${set} ${points(mean(printedGains(set)) / 100)}`;
  });
  return (
    `Equalization: ${verdicts(tests)}. Mean of the classifiers in points: ${bySet.join(", ")}; ` +
    `in the paper's tables ${printed.join(", ")}.`
  );
}

function augmentationSentence(tests: readonly PairedTest[], cells: readonly ReportCell[]): string | null {
  if (tests.length === 0) return null;
  // As the paper's Table 2, without equalization.
  const mostCopies = tests.filter(({ second }) => second.set === "DS4" && !second.equalized);
  const seeming = mean(
    mostCopies.map(({ second }) => accuracyUnderPaper(cells, "DS4", second) - accuracyUnderPaper(cells, "DS1", second)),
  );
  const bySet = PAPER_SETS.flatMap((set) => {
    const own = tests.filter(({ second }) => second.set === set);
    return own.length > 0 ? [`${set} ${points(mean(own.map(gainOf)))}`] : [];
  });
  const printed = mean(
    PAPER_CLASSIFIERS.map((id) => paperAccuracyPercent("DS4", false, id) - paperAccuracyPercent("DS1", false, id)),
  );
  return (
    `Turned copies against DS1, same test pictures: ${verdicts(tests)}; mean in points ${bySet.join(", ")}. ` +
    `Under the paper's protocol DS4 seems to bring ${points(seeming)} points, in its own Table 2 ` +
    `${points(printed / 100)}.`
  );
}

function accuracyUnderPaper(
  cells: readonly ReportCell[],
  set: PaperSet,
  { equalized, classifier }: PairedTest["first"],
): number {
  const isWanted = matches({ protocol: "paper", set, equalized, classifier });
  const found = cells.find((cell) => isWanted(cell) && cell.augmentation !== "rotation-flip");
  return found?.accuracy.rate ?? NaN;
}

function flipSentence(tests: readonly PairedTest[]): string | null {
  if (tests.length === 0) return null;
  return (
    `Mirroring every second copy besides, against turning alone on ${tests[0].second.set}: ${verdicts(tests)}; ` +
    `mean ${points(mean(tests.map(gainOf)))} points.`
  );
}

function classifierSentence(tests: readonly PairedTest[], nameOfClassifier: (id: string) => string): string | null {
  if (tests.length === 0) return null;
  const ids = [...new Set(tests.map(({ second }) => second.classifier))];
  const parts = ids.map((id) => {
    const own = tests.filter(({ second }) => second.classifier === id);
    return `${nameOfClassifier(id)} ${points(mean(own.map(gainOf)))} (${verdicts(own)})`;
  });
  return `Against the ${nameOfClassifier(REFERENCE_CLASSIFIER)}, mean points over all sets: ${parts.join("; ")}.`;
}

function calibrationSentence(cells: readonly ReportCell[], nameOfClassifier: (id: string) => string): string {
  const honest = cells.filter(({ protocol }) => protocol === "honest");
  const ids = [...new Set(honest.map(({ classifier }) => classifier))];
  const parts = ids.map((id) => {
    const errors = honest.filter(({ classifier }) => classifier === id).map((cell) => cell.calibrationError);
    const [before, after] = [mean(errors.map((error) => error.before)), mean(errors.map((error) => error.after))];
    return `${nameOfClassifier(id)} ${before.toFixed(3)} and ${after.toFixed(3)}`;
  });
  const lower = honest.filter(({ calibrationError: { before, after } }) => after < before).length;
  return (
    `Expected calibration error before and after calibration, honest protocol, mean over all sets: ${parts.join("; ")}. ` +
    `Calibration lowers it in ${lower} of ${honest.length} cells.`
  );
}

function elsewhereSentence(cells: readonly ReportCell[], nameOfClassifier: (id: string) => string): string | null {
  const honest = cells.filter(({ protocol }) => protocol === "honest");
  const best = honest.reduce((a, b) => (b.validation.rate > a.validation.rate ? b : a));
  if (best.elsewhere.length === 0) return null;
  const parts = best.elsewhere.map(
    ({ set, accuracy }) => `${elsewhereName(set)} ${percentWithInterval(accuracy)} of ${accuracy.of}`,
  );
  const data = `${best.set}${best.equalized ? ", equalized" : ""}`;
  return (
    `Trained here (${nameOfClassifier(best.classifier)}, ${data}, ${percent(best.accuracy.rate)} of its own test ` +
    `pictures), read elsewhere: ${parts.join("; ")}.`
  );
}
