/**
 * `--keep FILE`: what an earlier report has of the backbones that are not run. ImageNet's weights do not change when ours
 * do, so their hour need not be spent again. The note says which run they are from, also when they are kept once more.
 */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parseReport, type BackboneId, type ExperimentReport } from "../../lib/evidence/report-schema";
import { BACKBONE_NAMES } from "./backbone-names";

/** In the note about a backbone whose results were kept. */
export const EARLIER_RUN = "results of an earlier run";

export type KeptTables = Pick<ExperimentReport, "backbones" | "splits" | "cells" | "leakage" | "pairedTests"> & {
  readonly notes: readonly string[];
  /** Where our backbone is not run: choices are made by its results alone. */
  readonly choices: Pick<ExperimentReport, "best" | "headsFrom"> | null;
};

const NOTHING: KeptTables = {
  backbones: [],
  splits: [],
  cells: [],
  leakage: [],
  pairedTests: [],
  notes: [],
  choices: null,
};

/**
 * The rows of `path`'s report (null: none) of other backbones than `run`. Throws PipelineError for a file that is no
 * report, Error for one of a quick run, of a plain folder (which one is not known) or of other settings, which could not
 * stand in one table with this run's.
 */
export function readKept(
  path: string | null,
  run: readonly BackboneId[],
  settings: ExperimentReport["settings"],
): KeptTables {
  if (path === null) return NOTHING;
  const report = parseReport(JSON.parse(readFileSync(path, "utf8")), path);
  if (report.quick) throw new Error("--keep: got a report of a quick run, expected one of all pictures");
  if (report.settings.data === "folder") throw new Error("--keep: got a report of a folder, expected one of FER2013");
  if (!isDeepStrictEqual(report.settings, settings)) {
    const [got, expected] = [report.settings, settings].map((one) => JSON.stringify(one));
    throw new Error(`--keep: got a report with ${got}, expected ${expected}`);
  }
  const isKept = ({ backbone }: { readonly backbone: BackboneId }): boolean => !run.includes(backbone);
  const backbones = report.backbones.filter(({ id }) => !run.includes(id));
  if (backbones.length === 0)
    throw new Error(`--keep: got a report of ${run.join(", ")} alone, expected another's too`);
  const { date, commit, machine } = report.madeBy;
  const { best, headsFrom } = report;
  return {
    backbones,
    splits: report.splits.filter(isKept),
    cells: report.cells.filter(isKept),
    leakage: report.leakage.filter(isKept),
    pairedTests: report.pairedTests.filter(isKept),
    notes: backbones.map(({ id }) => {
      const start = `${BACKBONE_NAMES[id]}: ${EARLIER_RUN} (`;
      return (
        report.notes.find((note) => note.startsWith(start)) ??
        `${start}${date}, commit ${commit.slice(0, 12)}, ${machine}), kept because neither its weights nor the settings ` +
          "have changed since."
      );
    }),
    choices: isKept(headsFrom) && headsFrom.backbone === "ours" ? { best, headsFrom } : null,
  };
}
