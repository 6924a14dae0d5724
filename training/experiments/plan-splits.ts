/** Pictures of a backbone's run -> every split of the experiment: rows of the tables x two protocols. */
import type { Protocol } from "../../lib/evidence/report-schema";
import { protocolsOf, type TableRow } from "./plan";
import type { RunPictures } from "./run-pictures";
import { honestSplit, paperSplit, takeCalibration, type Example, type Split } from "./split";

export interface PlannedSplit extends Split {
  readonly row: TableRow;
  readonly protocol: Protocol;
  readonly calibration: readonly Example[];
}

/** Throws Error where a split of the honest protocol is not honest (split.ts). */
export function planSplits(pictures: RunPictures, rows: readonly TableRow[], seed: number): PlannedSplit[] {
  const { originals, groups, counts, calibration, calibrationPerClass } = pictures;
  const labels = originals.map(({ label }) => label);
  const makers: Readonly<Record<Protocol, typeof honestSplit>> = { paper: paperSplit, honest: honestSplit };
  return rows.flatMap((row) =>
    protocolsOf(row).map((protocol): PlannedSplit => {
      const split = makers[protocol]({ labels, groups, counts: counts[row.set], row, seed });
      if (calibration) return { ...split, row, protocol, calibration: asTheyAre(pictures, calibration) };
      return { ...takeCalibration(split, calibrationPerClass, seed), row, protocol };
    }),
  );
}

/** Pictures by index, not turned. */
export function asTheyAre({ entries }: RunPictures, indices: readonly number[]): Example[] {
  return indices.map((picture) => ({ picture, label: entries[picture].label, copy: 0, flip: false }));
}
