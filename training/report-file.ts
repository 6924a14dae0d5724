/** The report that a bench or a program of this folder leaves as a JSON file: how it begins, how it is written and read. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { readShippedManifest } from "../cli/shipped-models";
import type { MeasuredModels } from "../lib/evidence/accuracy-schema";
import { modelsOf } from "./accuracy/accuracy-file";
import { machineName, today } from "./provenance";

export interface ReportHead {
  /** The program: its path in the repository. */
  readonly madeBy: string;
  /** Of the day, by ISO 8601. */
  readonly date: string;
  readonly machine: string;
}

export const reportHead = (madeBy: string): ReportHead => ({
  madeBy,
  date: today(),
  machine: machineName(),
});

/** Of a bench whose figures hold for these model files and limits only. */
export interface ModelReportHead extends ReportHead {
  readonly models: MeasuredModels;
}

export const modelReportHead = (madeBy: string): ModelReportHead => ({
  ...reportHead(madeBy),
  models: modelsOf(readShippedManifest()),
});

export function writeReport(path: string, report: object): void {
  writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
}

/** Null before the first run. */
export function readReport<Report>(path: string): Report | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Report) : null;
}
