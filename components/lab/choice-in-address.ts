/**
 * What is chosen, in the evidence page's address, so that a reload or a shared link shows the same:
 * ?backbone=ours&protocol=honest&set=DS4&augmentation=rotation&equalized=0&classifier=cubic-svm. Pure.
 */
import type { ExperimentReport } from "../../lib/evidence/report-schema";
import { CHOICE_KEYS, firstChoice, nearestChoice, type Choice } from "./choose-cell";

export interface QueryChoice {
  /** One of the report's cells. */
  readonly choice: Choice;
  /** What does not fit, with got and expected. */
  readonly problems: readonly string[];
}

export function choiceFromQuery(query: URLSearchParams, report: Pick<ExperimentReport, "best" | "cells">): QueryChoice {
  const { cells } = report;
  const problems: string[] = [];
  let wanted = firstChoice(report);
  for (const key of CHOICE_KEYS) {
    const got = query.get(key);
    if (got === null) continue;
    const cell = cells.find((one) => wordFor(one[key]) === got);
    if (cell) wanted = { ...wanted, [key]: cell[key] };
    else {
      const known = [...new Set(cells.map((one) => wordFor(one[key])))];
      problems.push(`${key}: got "${got}", expected one of ${known.join(", ")}`);
    }
  }
  return { choice: nearestChoice(cells, wanted), problems };
}

export function queryWithChoice(query: URLSearchParams, choice: Choice): URLSearchParams {
  const changed = new URLSearchParams(query);
  for (const key of CHOICE_KEYS) changed.set(key, wordFor(choice[key]));
  return changed;
}

function wordFor(value: string | boolean): string {
  if (typeof value === "string") return value;
  return value ? "1" : "0";
}
