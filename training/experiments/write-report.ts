/**
 * Writes the report: checked against its schema first, and replaced in one step, so that a reader never sees half of
 * it.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseReport, type ExperimentReport } from "../../lib/evidence/report-schema";

/** Throws PipelineError "bad-input" where the report does not fit its schema; `path` is then as it was. */
export function writeReport(path: string, report: ExperimentReport): void {
  const text = JSON.stringify(parseReport(report, path));
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, `${text}\n`);
  renameSync(part, path);
}
