/**
 * Fetches a report of public/models on the page's thread. That there is none, or one that does not fit, is expected and
 * therefore a value; the returned promise never rejects.
 */
import { parseAccuracy, type AccuracyReport } from "../../lib/evidence/accuracy-schema";
import { parseReport, type ExperimentReport } from "../../lib/evidence/report-schema";
import { parseRobustness, type RobustnessReport } from "../../lib/evidence/robustness-schema";

export interface ReportSource<Report> {
  /** Below the site's root. */
  readonly path: string;
  /** Throws an error that says what was got and what was expected. */
  readonly parse: (json: unknown, path: string) => Report;
}

export const EXPERIMENT: ReportSource<ExperimentReport> = { path: "models/report.json", parse: parseReport };
export const ACCURACY: ReportSource<AccuracyReport> = { path: "models/accuracy.json", parse: parseAccuracy };
export const ROBUSTNESS: ReportSource<RobustnessReport> = { path: "models/robustness.json", parse: parseRobustness };

export type ReportState<Report> =
  | { readonly kind: "loading" }
  /** Nobody has made it yet. */
  | { readonly kind: "absent" }
  /** `reason` says what was got and what was expected. */
  | { readonly kind: "broken"; readonly reason: string }
  | { readonly kind: "present"; readonly report: Report };

/** `basePath`: nothing, or a path like /mien. */
export async function loadReport<Report>(
  { path, parse }: ReportSource<Report>,
  basePath: string,
  signal: AbortSignal,
  fetchFile: typeof fetch = fetch,
): Promise<ReportState<Report>> {
  const broken = (got: string, expected: string): ReportState<Report> => ({
    kind: "broken",
    reason: `${path}: got ${got}, expected ${expected}`,
  });
  let text: string;
  try {
    const response = await fetchFile(`${basePath}/${path}`, { signal });
    if (response.status === 404) return { kind: "absent" };
    if (!response.ok) return broken(`HTTP status ${response.status}`, "200");
    text = await response.text();
  } catch (error) {
    return broken(`no answer (${wordsOf(error)})`, "the file");
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return broken(`text that is no JSON (${wordsOf(error)})`, "a report");
  }
  try {
    return { kind: "present", report: parse(json, path) };
  } catch (error) {
    return { kind: "broken", reason: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
