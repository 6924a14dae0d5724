/**
 * What the report says that the shipped heads come from. The rule that chose it: headsFromOf in
 * training/experiments/choose-best.ts, on pictures of no test set.
 */
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import type { Manifest } from "../../lib/models/manifest";
import type { TableRow } from "../experiments/plan";

export interface Recipe {
  readonly row: TableRow;
  readonly seed: number;
  /** In words, for the manifest. */
  readonly chosenFrom: string;
}

/** Throws Error where the report is of another backbone or size than the shipped, or of a quick run without `quick`. */
export function recipeOf(report: ExperimentReport, { backbone }: Manifest, quick: boolean): Recipe {
  const { headsFrom, backbones, settings, madeBy } = report;
  const check = (what: string, got: string, expected: string): void => {
    if (got !== expected) throw new Error(`--report: got ${what} ${got}, expected ${expected}: npm run experiments`);
  };
  check("a choice for backbone", headsFrom.backbone, "ours");
  const ours = backbones.find(({ id }) => id === "ours");
  check("weights", ours?.sha256.slice(0, 12) ?? "none", backbone.sha256.slice(0, 12));
  check("an input side of", `${settings.inputSidePx} px`, `${backbone.defaultSide} px`);
  if (report.quick && !quick) {
    throw new Error("--report: got one of a quick run, expected one of all pictures: npm run experiments");
  }
  return {
    row: { set: headsFrom.set, augmentation: headsFrom.augmentation },
    seed: settings.seed,
    chosenFrom: `${headsFrom.why} (Report of ${madeBy.date}, commit ${madeBy.commit.slice(0, 12)}.)`,
  };
}
