/** bench/not-people.json: how often what is nobody's face is given a label. Figures only. */
import { join } from "node:path";
import type { Share } from "../../lib/evidence/share";
import { readReport, type ModelReportHead } from "../../training/report-file";
import { THINGS_FOLDER, type ThingKind } from "./things";

export const NOT_PEOPLE_REPORT = join(THINGS_FOLDER, "../not-people.json");

export interface NotPeopleRow {
  readonly kind: ThingKind;
  /** Of the pictures: those in which a face was found at all, ... */
  readonly found: Share;
  /** ... those in which one was labelled happy, sad or surprise, ... */
  readonly labelled: Share;
  /** ... those in which none was labelled and one was "other", and those in which a gate refused all. */
  readonly other: Share;
  readonly refused: Share;
}

export interface NotPeopleReport extends ModelReportHead {
  readonly inputSidePx: number;
  readonly rows: readonly NotPeopleRow[];
}

/** Null before the first run. */
export const readNotPeopleReport = (): NotPeopleReport | null => readReport(NOT_PEOPLE_REPORT);
