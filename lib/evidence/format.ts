/** Numbers as the evidence page, tables and sentences of reports write them. Pure; shares and differences are 0 to 1 and -1 to 1. */
import type { ExperimentReport, ReportCell } from "./report-schema";
import type { Share } from "./share";

/** Where there is no number. */
export const NOTHING = "–";

/** A share, 0 to 1, in words: "71.7 %". */
export const percent = (rate: number): string => `${(100 * rate).toFixed(1)} %`;

/** "71.7 %"; of nothing there is none. */
export const percentOf = ({ rate, of }: Share): string => (of === 0 ? NOTHING : percent(rate));

/** Wilson's 95 % interval without the unit: "59.2–81.5". A share of nothing has none. */
export const interval = ({ of, low, high }: Share): string =>
  of === 0 ? NOTHING : `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;

/** "71.7 % (59.2–81.5)" */
export const percentWithInterval = (share: Share): string =>
  share.of === 0 ? NOTHING : `${percent(share.rate)} (${interval(share)})`;

/** Percentage points with their sign, minus as a true minus: "+28.3", "−0.4", "0.0". */
export function points(difference: number): string {
  const digits = Math.abs(100 * difference).toFixed(1);
  if (digits === "0.0") return digits;
  return `${difference < 0 ? "−" : "+"}${digits}`;
}

/** A p value: "0.031", and "< 0.001" where it is smaller. */
export const pValue = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

/** "15,000" */
export const whole = (count: number): string => count.toLocaleString("en-GB");

/** Three digits that count: "116.8 s", "37.1 s", "0.42 s". */
export function seconds(value: number): string {
  const digits = value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return `${value.toFixed(digits)} s`;
}

/** A row of the tables: "DS4", "Bi-DS4" (the paper's prefix for equalized), "DS4, mirrored too". */
export function setName({ set, augmentation, equalized }: Pick<ReportCell, "set" | "augmentation" | "equalized">) {
  return `${equalized ? "Bi-" : ""}${set}${augmentation === "rotation-flip" ? ", mirrored too" : ""}`;
}

/** "Cubic SVM on Bi-DS4" */
export function cellName(
  classifiers: ExperimentReport["classifiers"],
  cell: Pick<ReportCell, "set" | "augmentation" | "equalized" | "classifier">,
): string {
  const name = classifiers.find(({ id }) => id === cell.classifier)?.name ?? cell.classifier;
  return `${name} on ${setName(cell)}`;
}
