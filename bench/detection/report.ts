/** bench/detection.json: what it holds. Figures only. */
import { join } from "node:path";
import type { DetectionRow } from "./count-found";
import { readReport, type ReportHead } from "../report-file";

export const DETECTION_REPORT = join(import.meta.dirname, "../detection.json");

export interface DetectionReport extends ReportHead {
  /** SHA-256 of the detector's weights and of the backbone. */
  readonly detector: string;
  readonly backbone: string;
  readonly rows: readonly DetectionRow[];
}

/** Null before the first run. */
export const readDetectionReport = (): DetectionReport | null => readReport(DETECTION_REPORT);
