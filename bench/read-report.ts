/** The report that one of the benches wrote. */
import { existsSync, readFileSync } from "node:fs";

/** Null before the first run. */
export function readReport<Report>(path: string): Report | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Report) : null;
}
