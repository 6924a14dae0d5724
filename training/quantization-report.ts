/** docs/quantization.json: what the compact form costs, by training/measure_quantization.py. Figures only. */
import { join } from "node:path";
import type { TestSet } from "../lib/evidence/accuracy-schema";
import type { Expression, InputSide } from "../lib/types";
import { readReport } from "./report-file";

const QUANTIZATION_REPORT = join(import.meta.dirname, "../docs/quantization.json");

export const WEIGHT_FORMS = ["float32", "int8"] as const;

type Count = readonly [right: number, of: number];

/** One set at one input size in one form, by the seven-label layer. */
export interface QuantizationRow {
  readonly set: TestSet;
  /** Input side in pixels. */
  readonly size: InputSide;
  readonly weights: (typeof WEIGHT_FORMS)[number];
  /** The best of the three, by the published label. */
  readonly three: Readonly<Record<Expression, Count>>;
  /** The best of the three, by FER+'s majority. Null for a set without votes. */
  readonly majority: Count | null;
  /** All pictures, by the published label. */
  readonly seven: Count;
}

export interface QuantizationReport {
  readonly madeBy: string;
  readonly date: string;
  readonly backbone: string;
  /** By set, then by size; of each both forms. */
  readonly rows: readonly QuantizationRow[];
}

/** Null before the first run. */
export const readQuantizationReport = (): QuantizationReport | null => readReport(QUANTIZATION_REPORT);
