/**
 * Which of the report's cells is looked at. A person chooses backbone, protocol, classifier and a row of Tables 2 and 3
 * one by one, and not every combination was measured. Pure.
 */
import { matches } from "../../lib/evidence/matches";
import { PAPER_CLASSIFIERS, paperAccuracyPercent, type PaperClassifier } from "../../lib/evidence/paper";
import type {
  Augmentation,
  BackboneId,
  ExperimentReport,
  Leakage,
  Protocol,
  ReportCell,
  ReportSplit,
} from "../../lib/evidence/report-schema";

/** What makes a cell, the more important before the less. */
export const CHOICE_KEYS = ["backbone", "protocol", "set", "classifier", "equalized", "augmentation"] as const;

export type Choice = Pick<ReportCell, (typeof CHOICE_KEYS)[number]>;

/** A row of Tables 2 and 3. */
export type SetRow = Pick<ReportCell, "set" | "augmentation">;

/** The paper's Table 5 and its 99.7 % are about this cell. */
const PAPERS_CELL = { set: "DS4", augmentation: "rotation", equalized: false, classifier: "cubic-svm" } as const;

/** Where the page begins: the paper's own cell, read honestly, on the backbone of the report's best. */
export function firstChoice({ best, cells }: Pick<ExperimentReport, "best" | "cells">): Choice {
  const wanted: Choice = { ...PAPERS_CELL, backbone: best.backbone, protocol: "honest" };
  return nearestChoice(cells, wanted);
}

export function findCell(cells: readonly ReportCell[], choice: Choice): ReportCell | undefined {
  return cells.find((cell) => isSameSet(cell, choice) && cell.classifier === choice.classifier);
}

/**
 * The choice itself where it was measured. Else what comes closest: backbone and protocol are kept before the set, the
 * set before the way of its copies, and so on; a report has at least one cell.
 */
export function nearestChoice(cells: readonly ReportCell[], wanted: Choice): Choice {
  let left = cells;
  for (const key of CHOICE_KEYS) {
    const matching = left.filter((cell) => cell[key] === wanted[key]);
    if (matching.length > 0) left = matching;
  }
  const { backbone, protocol, set, augmentation, equalized, classifier } = left[0];
  return { backbone, protocol, set, augmentation, equalized, classifier };
}

/** Rows of Tables 2 and 3 under either protocol, in the report's order, so that a switch moves no row. */
export function rowsOf(cells: readonly ReportCell[], backbone: BackboneId): SetRow[] {
  const rows = new Map<string, SetRow>();
  for (const { set, augmentation, ...cell } of cells) {
    if (cell.backbone === backbone) rows.set(`${set} ${augmentation}`, { set, augmentation });
  }
  return [...rows.values()];
}

/** What the paper prints there, 0 to 1; null for what it does not have. */
export function printedRate(row: SetRow, equalized: boolean, classifier: string): number | null {
  if (row.augmentation === "rotation-flip" || !isPaperClassifier(classifier)) return null;
  return paperAccuracyPercent(row.set, equalized, classifier) / 100;
}

export function isPaperClassifier(id: string): id is PaperClassifier {
  return PAPER_CLASSIFIERS.some((known) => known === id);
}

export function findLeakage(all: readonly Leakage[], choice: Omit<Choice, "protocol">): Leakage | undefined {
  const { backbone, set, augmentation, equalized, classifier } = choice;
  return all.find(matches({ backbone, set, augmentation, equalized, classifier }));
}

export function findSplit(
  splits: readonly ReportSplit[],
  place: { backbone: BackboneId; protocol: Protocol; set: SetRow["set"]; augmentation: Augmentation },
): ReportSplit | undefined {
  const { backbone, protocol, set, augmentation } = place;
  return splits.find(matches({ backbone, protocol, set, augmentation }));
}

/** Everything but the classifier. */
function isSameSet(cell: ReportCell, choice: Choice): boolean {
  return (
    cell.backbone === choice.backbone &&
    cell.protocol === choice.protocol &&
    cell.set === choice.set &&
    cell.augmentation === choice.augmentation &&
    cell.equalized === choice.equalized
  );
}
