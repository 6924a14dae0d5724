/** docs/quality-gates.json: what the quality gates refuse, and how right refused faces are read. Figures only. */
import { join } from "node:path";
import type { Share } from "../../lib/evidence/share";
import type { GateStatus } from "../../lib/types";
import { readReport, type ModelReportHead } from "../../training/report-file";
import type { Bin } from "./bins";
import type { QualitySet } from "./quality-sets";

export const QUALITY_REPORT = join(import.meta.dirname, "../../docs/quality-gates.json");

/** Of faces that were made worse alike. */
export interface QualitySummary {
  readonly pictures: number;
  readonly found: number;
  /** Of the faces found. */
  readonly gated: Share;
  readonly gatedBy: Readonly<Partial<Record<GateStatus, number>>>;
  /** Three classes right: of all faces found, of those that no gate stopped, and of those that one stopped. */
  readonly all: Share;
  readonly kept: Share;
  readonly refused: Share;
}

export interface DegradationRow extends QualitySummary {
  readonly degradation: string;
  readonly unit: string;
  /** Null: as it is. */
  readonly step: number | null;
}

/** What the tables show of it. */
export interface QualityReport extends ModelReportHead {
  /** Input size in pixels. */
  readonly size: number;
  /** Pictures as they are, cut at the face. */
  readonly undegraded: readonly { readonly set: QualitySet; readonly bins: readonly Bin[] }[];
  readonly degradations: readonly DegradationRow[];
}

/** Null before the first run. */
export const readQualityReport = (): QualityReport | null => readReport(QUALITY_REPORT);
