/** Expected calibration error of the chosen set's classifiers, before and after calibration. Pure. */
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import { findCell, type Choice } from "./choose-cell";

export interface CalibrationRow {
  readonly id: string;
  readonly name: string;
  /** 0 (perfect) to 1. */
  readonly before: number;
  readonly after: number;
}

/** In the report's order of classifiers, without those that were not measured on the set. */
export function calibrationRows(
  { cells, classifiers }: Pick<ExperimentReport, "cells" | "classifiers">,
  choice: Choice,
): CalibrationRow[] {
  return classifiers.flatMap(({ id, name }): CalibrationRow[] => {
    const cell = findCell(cells, { ...choice, classifier: id });
    return cell ? [{ id, name, ...cell.calibrationError }] : [];
  });
}
