/** bench/detection.json: what it holds. Figures only. */
import { join } from "node:path";
import { readReport, type ModelReportHead } from "../../training/report-file";
import type { DetectionRow } from "./count-found";

export const DETECTION_REPORT = join(import.meta.dirname, "../detection.json");

export interface DetectionReport extends ModelReportHead {
  readonly rows: readonly DetectionRow[];
}

/** Null before the first run. */
export const readDetectionReport = (): DetectionReport | null => readReport(DETECTION_REPORT);
