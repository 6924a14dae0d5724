/** Writes the report: checked against its schema first, then replaced in one step. */
import { parseReport, type ExperimentReport } from "../../lib/evidence/report-schema";
import { replaceFile } from "../replace-file";

/** Throws PipelineError "bad-input" where the report does not fit its schema; `path` is then as it was. */
export function writeReport(path: string, report: ExperimentReport): void {
  replaceFile(path, `${JSON.stringify(parseReport(report, path))}\n`);
}
