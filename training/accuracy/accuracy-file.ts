/** public/models/accuracy.json on disk: what was measured, rows that are still true of it, and the file itself. */
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  ACCURACY_VERSION,
  parseAccuracy,
  TEST_SETS,
  type AccuracyReport,
  type AccuracyRow,
  type MeasuredModels,
} from "../../lib/evidence/accuracy-schema";
import type { Manifest } from "../../lib/models/manifest";
import { replaceFile } from "../replace-file";

/** Digits that count: of ten thousand pictures one is the last of them. */
const DIGITS = 4;

export function modelsOf(manifest: Manifest): MeasuredModels {
  const { files, detector, backbone, heads, labels7Head, defaultHead, decision, coveredGate } = manifest;
  const hashOf = (file: string): string => files[file].sha256;
  return {
    detector: hashOf(detector.weights),
    backbone: backbone.sha256,
    heads: heads.map(({ id, name, file }) => ({ id, name, sha256: hashOf(file) })),
    labels7Head: hashOf(labels7Head.file),
    defaultHead,
    defaultSide: backbone.defaultSide,
    decision,
    ...(coveredGate && {
      coveredGate: { sha256: hashOf(coveredGate.head.file), maximumCovered: coveredGate.maximumCovered },
    }),
  };
}

export interface StoredRows {
  readonly rows: readonly AccuracyRow[];
  /** Why there are none, where there is a file. */
  readonly reason?: string;
}

/** Rows of other model files, or of another version of the file, do not count. */
export function readStoredRows(path: string, models: MeasuredModels): StoredRows {
  if (!existsSync(path)) return { rows: [] };
  try {
    const report = parseAccuracy(JSON.parse(readFileSync(path, "utf8")), basename(path));
    if (isDeepStrictEqual(report.models, models)) return { rows: report.rows };
    return { rows: [], reason: `${basename(path)}: got rows of other model files, expected the manifest's` };
  } catch (error) {
    return { rows: [], reason: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Sorted, shares rounded, one row a line. Throws PipelineError "bad-input" where the report does not fit its schema;
 * `path` is then as it was.
 */
export function writeAccuracy(path: string, report: Omit<AccuracyReport, "version" | "madeBy">): void {
  const rows = [...report.rows].sort((a, b) => TEST_SETS.indexOf(a.set) - TEST_SETS.indexOf(b.set) || a.size - b.size);
  const whole = { version: ACCURACY_VERSION, madeBy: "training/measure-accuracy.ts", ...report, rows };
  const { rows: checked, ...head } = parseAccuracy(whole, basename(path));
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === "number" ? Number(value.toFixed(DIGITS)) : value;
  const lines = checked.map((row) => `  ${JSON.stringify(row, rounded)}`);
  const start = JSON.stringify(head, null, 1).replace(/\n}$/, "");
  replaceFile(path, `${start},\n "rows": [\n${lines.join(",\n")}\n ]\n}\n`);
}
