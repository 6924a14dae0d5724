/** bench/calm.json: what it holds. Figures only; no picture of a clip and nothing that shows one. */
import { join } from "node:path";
import { readReport, type ModelReportHead } from "../../training/report-file";
import type { Calm } from "./count-calm";

export const CALM_REPORT = join(import.meta.dirname, "../calm.json");

export interface ClipCalm extends Calm {
  readonly clip: string;
  readonly browser: string;
  /** As the page names it. */
  readonly backend: string;
}

export interface CalmReport extends ModelReportHead {
  /** Of the video that the fake webcam played. */
  readonly framesPerSecond: number;
  readonly clips: readonly ClipCalm[];
}

/** Null before the first run. */
export const readCalmReport = (): CalmReport | null => readReport(CALM_REPORT);
