/** Answers of all cells -> the report's tables. What they mean in words: findings.ts; what is chosen: choose-best.ts. */
import { accuracyOf, confusionOf, macroF1, recallOf } from "../../lib/evidence/confusion";
import { matches } from "../../lib/evidence/matches";
import type { BackboneId, Leakage, ReportBackbone, ReportCell, ReportSplit } from "../../lib/evidence/report-schema";
import { EXPRESSIONS, type Expression } from "../../lib/types";
import { BACKBONE_NAMES } from "./backbone-names";
import { configurationOf, validationOf } from "./paired-tests";
import { classCounts } from "./plan";
import type { PlannedSplit } from "./plan-splits";
import type { CellAnswer } from "./run-cells";
import type { RunPictures } from "./run-pictures";
import { countClasses, countTwins } from "./split";
import { differenceOf } from "./statistics";

/** `elsewhere`: names of the tests after the first. */
export function reportCell(backbone: BackboneId, answer: CellAnswer, elsewhere: readonly string[]): ReportCell {
  const { set, outcome } = answer;
  const results = set.tests.map(({ labels }, test) => {
    const confusion = confusionOf(labels, outcome.predictions[test], EXPRESSIONS.length);
    return { accuracy: accuracyOf(confusion), macroF1: macroF1(confusion), confusion };
  });
  const recalls = recallOf(results[0].confusion);
  const recall = Object.fromEntries(EXPRESSIONS.map((name, label) => [name, recalls[label]]));
  return {
    backbone,
    ...configurationOf(answer),
    protocol: set.protocol,
    ...results[0],
    validation: validationOf(answer),
    recall: recall as Record<Expression, (typeof recalls)[number]>,
    calibrationError: outcome.calibrationError,
    trainSeconds: rounded(outcome.trainSeconds, 3),
    predictMs: rounded(outcome.predictMs, 4),
    iterations: outcome.iterations,
    ...(outcome.supportVectors === undefined ? {} : { supportVectors: outcome.supportVectors }),
    elsewhere: elsewhere.map((name, index) => ({ set: name, ...results[index + 1] })),
  };
}

export function reportSplit(backbone: BackboneId, split: PlannedSplit): ReportSplit {
  return {
    backbone,
    ...split.row,
    protocol: split.protocol,
    train: countClasses(split.train),
    test: countClasses(split.test),
    testWithTwin: countTwins(split),
  };
}

/** `isFound`: id of a picture -> whether a face was found in it. */
export function reportBackbone(
  pictures: RunPictures,
  splits: readonly PlannedSplit[],
  facts: { readonly sha256: string; readonly originals: string; isFound(id: string): boolean },
): ReportBackbone {
  const { backbone, factor, available, counts, originals, nearDuplicates } = pictures;
  const honest = splits.find(({ protocol }) => protocol === "honest")!;
  const inCalibration = (_: Expression, label: number): number =>
    honest.calibration.filter((example) => example.label === label).length;
  return {
    id: backbone,
    name: BACKBONE_NAMES[backbone],
    sha256: facts.sha256,
    originals: facts.originals,
    factor,
    available,
    counts,
    calibration: {
      source: pictures.calibration ? "spare originals" : "held-out half",
      pictures: classCounts(inCalibration),
    },
    nearDuplicates,
    unaligned: originals.filter(({ id }) => !facts.isFound(id)).length,
  };
}

/** For each cell of the paper's protocol that has copies: how far it is above its honest twin. */
export function leakageOf(cells: readonly ReportCell[]): Leakage[] {
  return cells.flatMap((paper): Leakage[] => {
    if (paper.protocol !== "paper" || paper.augmentation === "none") return [];
    const { backbone, set, augmentation, equalized, classifier } = paper;
    const place = { backbone, set, augmentation, equalized, classifier };
    const honest = cells.find(matches({ ...place, protocol: "honest" }));
    if (!honest) return [];
    const shares = { paper: paper.accuracy, honest: honest.accuracy };
    return [{ ...place, ...shares, ...differenceOf(shares.paper, shares.honest) }];
  });
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
