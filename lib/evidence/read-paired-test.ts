/** How a paired test of the report is read: what the script's sentences and the page's tables must agree on. Pure. */
import type { PairedTest } from "./report-schema";

/** Below it a difference is called one. */
export const SIGNIFICANCE = 0.05;

export type Verdict = "better" | "worse" | "even";

/** How much better the second of a pair is than the first, as a share of the pictures: -1 to 1. */
export function gainOf({ onlyFirst, onlySecond, pictures }: PairedTest): number {
  return (onlySecond - onlyFirst) / pictures;
}

/** Whether the second of a pair can be told from the first, by the adjusted p. */
export function verdictOf(test: PairedTest): Verdict {
  if (test.adjustedP >= SIGNIFICANCE) return "even";
  return gainOf(test) > 0 ? "better" : "worse";
}
