/**
 * Fetches public/models/report.json on the page's thread. That there is no report, or one that does not fit, is
 * expected and therefore a value; the returned promise never rejects.
 */
import { parseReport, type ExperimentReport } from "../../lib/evidence/report-schema";

export const REPORT_PATH = "models/report.json";

export type ReportState =
  | { readonly kind: "loading" }
  /** Nobody has run the experiment yet. */
  | { readonly kind: "absent" }
  /** `reason` says what was got and what was expected. */
  | { readonly kind: "broken"; readonly reason: string }
  | { readonly kind: "present"; readonly report: ExperimentReport };

/** `basePath`: nothing, or a path like /mien. */
export async function loadReport(
  basePath: string,
  signal: AbortSignal,
  fetchFile: typeof fetch = fetch,
): Promise<ReportState> {
  const broken = (got: string, expected: string): ReportState => ({
    kind: "broken",
    reason: `${REPORT_PATH}: got ${got}, expected ${expected}`,
  });
  let text: string;
  try {
    const response = await fetchFile(`${basePath}/${REPORT_PATH}`, { signal });
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
    return { kind: "present", report: parseReport(json, REPORT_PATH) };
  } catch (error) {
    return { kind: "broken", reason: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
