/**
 * Writes a report of public/models: checked by its own parser first, and replaced in one step, so that a reader never
 * sees half of it.
 */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Throws what `parse` throws where the report does not fit; `path` is then as it was. */
export function writeReport<Report>(
  path: string,
  report: Report,
  parse: (json: unknown, path: string) => Report,
): void {
  const text = JSON.stringify(parse(report, path));
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, `${text}\n`);
  renameSync(part, path);
}
