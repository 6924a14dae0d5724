/**
 * What the experiment consists of: the rows of the paper's tables, how many pictures each has, and how much of it a
 * quick run does. The paper's counts hold wherever there are originals enough; where not, all of them shrink by one
 * factor.
 */
import { PAPER_COUNTS, PAPER_SETS, type ClassCounts, type PaperSet } from "../../lib/evidence/paper";
import { PROTOCOLS, type Augmentation, type BackboneId, type Protocol } from "../../lib/evidence/report-schema";
import { EXPRESSIONS, type Expression } from "../../lib/types";

/** Copies are turned by up to this, either way. The paper says "within a predefined range" and gives none; guessed. */
export const ROTATION_DEGREES = 15;
/** Originals of each class that only calibrate probabilities: neither trained on nor counted in a result. */
export const CALIBRATION_PICTURES = 100;
/** With fewer spare originals of a class, calibration takes its pictures out of the held-out half instead. */
export const LEAST_CALIBRATION_PICTURES = 20;

/** A quick run: this share of every count, ... */
export const QUICK_SHARE = 1 / 32;
/** ... this many calibration pictures of a class, ... */
export const QUICK_CALIBRATION_PICTURES = 15;
/** ... at most this many of a class from each other data set, ... */
export const QUICK_ELSEWHERE_PICTURES = 10;
/** ... and the backbone that needs no download. */
export const QUICK_BACKBONES: readonly BackboneId[] = ["ours"];

/** A row of the tables: once raw, once equalized. */
export interface TableRow {
  readonly set: PaperSet;
  readonly augmentation: Augmentation;
}

export const PAPER_ROWS: readonly TableRow[] = PAPER_SETS.map((set) => ({
  set,
  augmentation: set === "DS1" ? "none" : "rotation",
}));

/**
 * The paper does not mirror. As one row more: DS4 with every second copy mirrored besides, against turning alone. Under
 * the honest protocol and with our backbone only, since the whole run should end in 90 minutes (README.md, "Time").
 */
export const FLIP_ROW: TableRow = { set: "DS4", augmentation: "rotation-flip" };
export const FLIP_BACKBONES: readonly BackboneId[] = ["ours"];

export function rowsOf(backbone: BackboneId, quick: boolean): readonly TableRow[] {
  return !quick && FLIP_BACKBONES.includes(backbone) ? [...PAPER_ROWS, FLIP_ROW] : PAPER_ROWS;
}

export function protocolsOf({ augmentation }: TableRow): readonly Protocol[] {
  return augmentation === "rotation-flip" ? ["honest"] : PROTOCOLS;
}

/** One count for each class. */
export function classCounts(countOf: (expression: Expression, label: number) => number): ClassCounts {
  const entries = EXPRESSIONS.map((name, label) => [name, countOf(name, label)]);
  return Object.fromEntries(entries) as Record<Expression, number>;
}

/** The paper's Table 1 times `factor` (above 0, at most 1), rounded. */
export function countsOf(set: PaperSet, factor: number): ClassCounts {
  return classCounts((name) => Math.round(factor * PAPER_COUNTS[set][name]));
}

/** Pictures of each class in one half: training gets the odd one. */
export const trainingHalf = (count: number): number => Math.ceil(count / 2);

/**
 * 1 where `available` originals suffice for DS1; else the largest factor in hundredths that leaves `reserve` of each
 * class for calibration. Throws RangeError where that is none.
 */
export function largestFactor(available: ClassCounts, reserve: number): number {
  if (EXPRESSIONS.every((name) => available[name] >= PAPER_COUNTS.DS1[name])) return 1;
  const shares = EXPRESSIONS.map((name) => (available[name] - reserve) / PAPER_COUNTS.DS1[name]);
  const factor = Math.floor(100 * Math.min(1, ...shares)) / 100;
  if (factor > 0) return factor;
  const got = EXPRESSIONS.map((name) => `${available[name]} ${name}`).join(", ");
  const least = reserve + Math.ceil(PAPER_COUNTS.DS1.happy / 100);
  throw new RangeError(`originals: got ${got}, expected at least ${least} of each`);
}
