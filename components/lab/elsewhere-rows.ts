/** Trained here, read elsewhere: the classifiers of the chosen set on the test pictures of other data sets. Pure. */
import { elsewhereName } from "../../lib/evidence/elsewhere-name";
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import type { Share } from "../../lib/evidence/share";
import { findCell, type Choice } from "./choose-cell";

export interface ElsewhereSet {
  readonly id: string;
  readonly name: string;
  readonly pictures: number;
}

export interface ElsewhereResult {
  readonly accuracy: Share;
  readonly macroF1: number;
}

export interface ElsewhereRow {
  readonly id: string;
  readonly name: string;
  /** On the held-out pictures of the chosen set. */
  readonly own: ElsewhereResult;
  /** One for each set; null where it was not measured. */
  readonly elsewhere: readonly (ElsewhereResult | null)[];
}

type Report = Pick<ExperimentReport, "cells" | "classifiers">;

/** Rows in the report's order of classifiers, sets in that of its cells. No sets: the run had no other data. */
export function elsewhereRows(
  { cells, classifiers }: Report,
  choice: Choice,
): { sets: ElsewhereSet[]; rows: ElsewhereRow[] } {
  const measured = classifiers.flatMap(({ id, name }) => {
    const cell = findCell(cells, { ...choice, classifier: id });
    return cell ? [{ id, name, cell }] : [];
  });
  const sets = new Map<string, ElsewhereSet>();
  for (const { set, accuracy } of measured.flatMap(({ cell }) => cell.elsewhere)) {
    sets.set(set, { id: set, name: elsewhereName(set), pictures: accuracy.of });
  }
  const rows = measured.map(({ id, name, cell }): ElsewhereRow => {
    const resultOn = (set: string): ElsewhereResult | null => cell.elsewhere.find((one) => one.set === set) ?? null;
    return { id, name, own: cell, elsewhere: [...sets.keys()].map(resultOn) };
  });
  return { sets: [...sets.values()], rows };
}
