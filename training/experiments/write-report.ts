/** Writes a report of public/models: checked by its own parser first, then replaced in one step. */
import { replaceFile } from "../replace-file";

/** Throws what `parse` throws where the report does not fit; `path` is then as it was. */
export function writeReport<Report>(
  path: string,
  report: Report,
  parse: (json: unknown, path: string) => Report,
): void {
  replaceFile(path, `${JSON.stringify(parse(report, path))}\n`);
}
