/**
 * What the paper prints, as numbers: the script that repeats its experiment and the page that shows both read it here.
 * Source: Kumar, Babar, Khalid, Mujtaba, "Enhanced Facial Expression Recognition via Deep Transfer Learning and
 * Augmentation", LC International Journal of STEM 4(4), 2024, doi 10.5281/zenodo.10594199. Constants only, no tfjs.
 */
import type { Expression } from "../types";

export const PAPER_SETS = ["DS1", "DS2", "DS3", "DS4"] as const;
export type PaperSet = (typeof PAPER_SETS)[number];

/** Pictures of each class. */
export type ClassCounts = Readonly<Record<Expression, number>>;

/** Table 1: pictures of each data set. DS1 are originals; the others add copies made by random rotation. */
export const PAPER_COUNTS: Readonly<Record<PaperSet, ClassCounts>> = {
  DS1: { happy: 1435, sad: 1165, surprise: 1089 },
  DS2: { happy: 1435, sad: 1435, surprise: 1435 },
  DS3: { happy: 2000, sad: 2000, surprise: 2000 },
  DS4: { happy: 5000, sad: 5000, surprise: 5000 },
};

/** Table 1's last column, in %, as printed: DS2's is divided by its own total, the others by DS1's. */
export const PAPER_EXTENSION_PERCENT: Readonly<Record<PaperSet, number>> = {
  DS1: 0,
  DS2: 14.3,
  DS3: 62.64,
  DS4: 306.61,
};

/** Columns of Tables 2 and 3: ids of lib/heads/classifiers.ts (a test holds them together). */
export const PAPER_CLASSIFIERS = [
  "wide-network",
  "narrow-network",
  "medium-network",
  "bilayered-network",
  "trilayered-network",
  "cubic-svm",
  "linear-svm",
] as const;
export type PaperClassifier = (typeof PAPER_CLASSIFIERS)[number];

/** Accuracy in %, in the order of PAPER_CLASSIFIERS. */
type AccuracyRow = readonly [number, number, number, number, number, number, number];

/** Tables 2 (raw) and 3 (bi-histogram equalized). */
const PAPER_ACCURACY_PERCENT: Readonly<Record<"raw" | "equalized", Readonly<Record<PaperSet, AccuracyRow>>>> = {
  raw: {
    DS1: [95.0, 94.1, 94.2, 93.1, 93.8, 95.4, 95.9],
    DS2: [96.7, 96.2, 96.6, 96.0, 95.8, 97.1, 97.1],
    DS3: [97.7, 97.2, 98.0, 97.5, 96.8, 98.3, 98.2],
    DS4: [99.7, 99.6, 99.7, 99.6, 99.5, 99.7, 99.7],
  },
  equalized: {
    DS1: [96.0, 95.1, 96.3, 94.8, 95.0, 96.5, 96.4],
    DS2: [97.9, 97.1, 98.0, 97.0, 96.9, 98.2, 98.2],
    DS3: [97.5, 96.5, 97.2, 96.1, 95.8, 97.6, 97.6],
    DS4: [99.4, 99.3, 99.3, 99.3, 99.3, 99.6, 99.5],
  },
};

/** The cell of Table 2 or 3, in %. */
export function paperAccuracyPercent(set: PaperSet, equalized: boolean, classifier: PaperClassifier): number {
  return PAPER_ACCURACY_PERCENT[equalized ? "equalized" : "raw"][set][PAPER_CLASSIFIERS.indexOf(classifier)];
}

/** What equalization brings in the paper's tables, in points, for each classifier. */
export function printedGains(set: PaperSet): number[] {
  return PAPER_CLASSIFIERS.map((id) => paperAccuracyPercent(set, true, id) - paperAccuracyPercent(set, false, id));
}

/** Table 4 is a chart of training times on DS4; the text gives two of them, in seconds. */
export const PAPER_TRAINING_SECONDS: Readonly<Partial<Record<PaperClassifier, number>>> = {
  "medium-network": 37.101,
  "cubic-svm": 116.8,
};

/** Table 5: cubic SVM on DS4, raw, half of it held out. Rows are the true class, columns the predicted one. */
export const PAPER_CONFUSION = [
  [2490, 4, 6],
  [3, 2490, 7],
  [2, 8, 2490],
] as const;
