/** Table 4: time of each classifier on DS4, the paper's two figures beside ours. Pure. */
import { PAPER_TRAINING_SECONDS } from "../../lib/evidence/paper";
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import { findCell, isPaperClassifier, type Choice } from "./choose-cell";

export interface TimeRow {
  readonly id: string;
  readonly name: string;
  /** Null where the paper's text has no figure, or nothing was measured. */
  readonly printedSeconds: number | null;
  readonly trainSeconds: number | null;
  readonly predictMs: number | null;
}

export function timeRows({ cells, classifiers }: Pick<ExperimentReport, "cells" | "classifiers">, choice: Choice) {
  return classifiers.map(({ id, name }): TimeRow => {
    const cell = findCell(cells, { ...choice, set: "DS4", augmentation: "rotation", classifier: id });
    return {
      id,
      name,
      printedSeconds: isPaperClassifier(id) ? (PAPER_TRAINING_SECONDS[id] ?? null) : null,
      trainSeconds: cell?.trainSeconds ?? null,
      predictMs: cell?.predictMs ?? null,
    };
  });
}

/** End of the time axis; above 0 even where nothing was measured. */
export function longestSeconds(rows: readonly TimeRow[]): number {
  return Math.max(
    1e-3,
    ...rows.flatMap(({ printedSeconds, trainSeconds }) => [printedSeconds ?? 0, trainSeconds ?? 0]),
  );
}
