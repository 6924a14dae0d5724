/**
 * Fetches a report of public/models on the page's thread. That there is none, or one that does not fit, is expected and
 * therefore a value; the returned promise never rejects.
 */
import { parseAccuracy, type AccuracyReport } from "../../lib/evidence/accuracy-schema";
import { parsePeers, type PeersReport } from "../../lib/evidence/peers-schema";
import { parseReport, type ExperimentReport } from "../../lib/evidence/report-schema";
import { parseRobustness, type RobustnessReport } from "../../lib/evidence/robustness-schema";

export interface ReportSource<Report> {
  /** Below the site's root. */
  readonly path: string;
  /** Throws an error that says what was got and what was expected. */
  readonly parse: (json: unknown, path: string) => Report;
  /** As it was last read in this tab, so that the way back to the page finds it at once. */
  known?: ReportState<Report>;
}

export const EXPERIMENT: ReportSource<ExperimentReport> = { path: "models/report.json", parse: parseReport };
export const ACCURACY: ReportSource<AccuracyReport> = { path: "models/accuracy.json", parse: parseAccuracy };
export const ROBUSTNESS: ReportSource<RobustnessReport> = { path: "models/robustness.json", parse: parseRobustness };
export const PEERS: ReportSource<PeersReport> = { path: "models/peers.json", parse: parsePeers };

export type ReportState<Report> =
  | { readonly kind: "loading" }
  /** Nobody has made it yet. */
  | { readonly kind: "absent" }
  /** `reason` says what was got and what was expected. */
  | { readonly kind: "broken"; readonly reason: string }
  | { readonly kind: "present"; readonly report: Report };

/** `basePath`: nothing, or a path like /mien. */
export async function loadReport<Report>(
  source: ReportSource<Report>,
  basePath: string,
  signal: AbortSignal,
  fetchFile: typeof fetch = fetch,
): Promise<ReportState<Report>> {
  const { path, parse } = source;
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
    source.known = { kind: "present", report: parse(json, path) };
    return source.known;
  } catch (error) {
    return { kind: "broken", reason: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
