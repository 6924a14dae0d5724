/** bench/baseline.json: what a person's own neutral face brings as a baseline of their label. Figures only. */
import { join } from "node:path";
import type { TestSet } from "../../lib/evidence/accuracy-schema";
import type { Share } from "../../lib/evidence/share";
import type { InputSide } from "../../lib/types";
import { readReport, type ModelReportHead } from "../../training/report-file";

export const BASELINE_REPORT = join(import.meta.dirname, "../baseline.json");

/** The same pictures without and with the baseline: right answers, and which ones changed. */
export interface Comparison {
  readonly without: Share;
  readonly with: Share;
  readonly gained: number;
  readonly lost: number;
  /** McNemar's exact test, two-sided. */
  readonly p: number;
}

export interface BaselineReport extends ModelReportHead {
  /** Input side in pixels. */
  readonly size: InputSide;
  readonly head: string;
  readonly set: TestSet;
  readonly people: number;
  readonly pictures: number;
  /** How much was taken off of what must be, 0 to 1. */
  readonly strength: number;
  /** By what is compared, in words. */
  readonly comparisons: Readonly<Record<string, Comparison>>;
}

/** Null before the first run. */
export const readBaselineReport = (): BaselineReport | null => readReport(BASELINE_REPORT);
