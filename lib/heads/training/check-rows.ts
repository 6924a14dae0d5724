/** What rows of features and labels must be before anything is computed with them. All faults are "bad-input". */
import { PipelineError } from "../../errors";

export const badInput = (message: string): PipelineError => new PipelineError("bad-input", "heads", message);

/**
 * Checks `features` [n, features] row by row, float32, all finite, against `labels` [n], each an index of `labelNames`.
 * `what` names the rows in errors; every label needs at least `minimum` rows. Returns the number of features of a row.
 */
export function checkRows(
  what: string,
  features: Float32Array,
  labels: Uint8Array,
  labelNames: readonly string[],
  minimum: number,
): number {
  const perRow = features.length / labels.length;
  if (labels.length === 0) throw badInput(`${what}: got no rows, expected at least ${minimum} of each label`);
  if (!Number.isInteger(perRow) || perRow === 0) {
    const expected = `expected a multiple of the ${labels.length} labels`;
    throw badInput(`${what}: got ${features.length} feature values, ${expected}`);
  }
  for (let i = 0; i < features.length; i++) {
    if (Number.isFinite(features[i])) continue;
    const place = `row ${Math.floor(i / perRow)}, feature ${i % perRow}`;
    throw badInput(`${what}: got ${features[i]} at ${place}, expected finite numbers`);
  }
  const counts = countLabels(what, labels, labelNames);
  const present = labelNames.filter((_, label) => counts[label] > 0);
  if (present.length < 2) throw badInput(`${what}: got rows of one label only ("${present[0]}"), expected at least 2`);
  const few = counts.findIndex((count) => count < minimum);
  if (few >= 0) {
    throw badInput(
      `${what}: got ${counts[few]} rows of "${labelNames[few]}", expected at least ${minimum} of each label`,
    );
  }
  return perRow;
}

function countLabels(what: string, labels: Uint8Array, labelNames: readonly string[]): Uint32Array {
  if (labelNames.length < 2) throw badInput(`labelNames: got ${labelNames.length}, expected at least 2`);
  const counts = new Uint32Array(labelNames.length);
  labels.forEach((label, row) => {
    if (label >= labelNames.length) {
      throw badInput(`${what}: got label ${label} at row ${row}, expected 0 to ${labelNames.length - 1}`);
    }
    counts[label]++;
  });
  return counts;
}
