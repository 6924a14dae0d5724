/** bench/detection.json: what it holds. Figures only. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DetectionRow } from "./count-found";

export const DETECTION_REPORT = join(import.meta.dirname, "../detection.json");

export interface DetectionReport {
  readonly madeBy: string;
  readonly date: string;
  readonly machine: string;
  /** SHA-256 of the detector's weights and of the backbone. */
  readonly detector: string;
  readonly backbone: string;
  readonly rows: readonly DetectionRow[];
}

/** Null before the first run. */
export function readDetectionReport(): DetectionReport | null {
  return existsSync(DETECTION_REPORT) ? (JSON.parse(readFileSync(DETECTION_REPORT, "utf8")) as DetectionReport) : null;
}
