/** docs/covered.json: what the gate "covered" is worth on covered faces, by training/train_covered.py. Figures only. */
import { join } from "node:path";
import type { InputSide } from "../lib/types";
import { readReport } from "./report-file";

const COVERED_REPORT = join(import.meta.dirname, "../docs/covered.json");

type Count = readonly [asked: number, of: number];

/** Happy, sad and surprised faces of FER2013's PublicTest with a part of the face hidden. */
export interface CoveredRow {
  /** Of the covers: those that the gate learned from, or others. Null: nothing is covered. */
  readonly shapes: "training" | "other" | null;
  /** Of the face, hidden; 0 to 1. */
  readonly share: number;
  readonly refused: Count;
  /** The seven-label layer's best of the three is the published label: of all, of those that the gate keeps, of those it refuses. */
  readonly right: Count;
  readonly rightOfKept: Count;
  readonly rightOfRefused: Count;
}

/** All of PublicTest's faces that the detector finds, or every so manieth, as they are. */
export interface UntouchedRow {
  /** Input side in pixels. */
  readonly size: InputSide;
  readonly equalized: boolean;
  readonly refused: Count;
  /** Without profiles, hands before the face, and crops without a whole face. */
  readonly refusedOfOpen: Count;
}

export interface CoveredReport {
  readonly madeBy: string;
  readonly date: string;
  readonly backbone: string;
  readonly coveredGate: { readonly sha256: string; readonly maximumCovered: number };
  /** Input side of `rows` in pixels. */
  readonly size: InputSide;
  readonly untouched: readonly UntouchedRow[];
  readonly rows: readonly CoveredRow[];
}

/** Null before the first run. */
export const readCoveredReport = (): CoveredReport | null => readReport(COVERED_REPORT);
