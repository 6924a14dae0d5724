/**
 * public/models/report.json: what `npm run experiments` found, as the script writes it and the evidence page reads it.
 * Shares are 0 to 1 with Wilson's 95 % interval. Lists in the order of EXPRESSIONS (happy, sad, surprise) where they
 * are about classes; confusion matrices are counts, rows true, columns predicted. No tfjs.
 */
import { EXPRESSIONS } from "../types";
import { PAPER_SETS } from "./paper";
import { shareSchema } from "./share";
import { checkReport, part, sha256, whole, z } from "./zod";

export const REPORT_VERSION = 1;

/** Whose features: ImageNet's ResNet50 as it comes, or ours. */
export const BACKBONE_IDS = ["imagenet", "ours"] as const;
/** "paper": copies are made, then a random half is held out. "honest": originals are split, then training is copied. */
export const PROTOCOLS = ["paper", "honest"] as const;
/** How a set's extra pictures were made. "none": DS1 has no extra pictures. */
const AUGMENTATIONS = ["none", "rotation", "rotation-flip"] as const;
/** What the paired tests ask. */
export const QUESTIONS = ["equalization", "augmentation", "flip", "classifier"] as const;

const counts = z.object({ happy: whole, sad: whole, surprise: whole });
const confusionSchema = z.array(z.array(whole).length(EXPRESSIONS.length)).length(EXPRESSIONS.length);

const featureSetShape = {
  backbone: z.enum(BACKBONE_IDS),
  set: z.enum(PAPER_SETS),
  augmentation: z.enum(AUGMENTATIONS),
};

const resultShape = {
  accuracy: shareSchema,
  /** Mean over the classes that occur of 2 TP / (2 TP + FP + FN). */
  macroF1: part,
  confusion: confusionSchema,
};

/** One number of Tables 2 and 3, and what stands behind it. */
const cellSchema = z
  .object({
    ...featureSetShape,
    equalized: z.boolean(),
    protocol: z.enum(PROTOCOLS),
    classifier: z.string(),
    ...resultShape,
    /** Of the test pictures those that choices may be made on; FER2013's PrivateTest is not among them. */
    validation: shareSchema,
    recall: z.object({ happy: shareSchema, sad: shareSchema, surprise: shareSchema }),
    /** Expected calibration error on the test pictures, 15 bins. */
    calibrationError: z.object({ before: part, after: part }),
    /** Standardization, kernel matrix and calibration included; the other thread was busy as well. */
    trainSeconds: z.number().nonnegative(),
    /** Mean time of one face's classification. */
    predictMs: z.number().nonnegative(),
    /** Of L-BFGS, or of all pairs' SMO together. */
    iterations: whole,
    supportVectors: whole.optional(),
    /** The same head on the test pictures of other data sets. */
    elsewhere: z.array(z.object({ set: z.string(), ...resultShape })),
  })
  .superRefine((cell, context) => {
    for (const { accuracy, confusion } of [cell, ...cell.elsewhere]) {
      const pictures = confusion.flat().reduce((sum, count) => sum + count, 0);
      const right = confusion.reduce((sum, row, label) => sum + row[label], 0);
      if (pictures === accuracy.of && right === accuracy.right) continue;
      const got = `a confusion matrix of ${right} right of ${pictures}`;
      context.addIssue({ code: "custom", message: `got ${got}, expected ${accuracy.right} of ${accuracy.of}` });
    }
  });

/** What a cell was trained and tested on: the same for all classifiers, raw and equalized. */
const splitSchema = z.object({
  ...featureSetShape,
  protocol: z.enum(PROTOCOLS),
  train: counts,
  test: counts,
  /** Test pictures whose original, or another copy of it, is in the training part. */
  testWithTwin: whole,
});

const backboneSchema = z.object({
  id: z.enum(BACKBONE_IDS),
  name: z.string(),
  sha256,
  /** Where its originals come from, and why. */
  originals: z.string(),
  /** The paper's counts times this, rounded. 1 where there are originals enough. */
  factor: z.number().positive().max(1),
  available: counts,
  /** Pictures of each set after the factor. */
  counts: z.object({ DS1: counts, DS2: counts, DS3: counts, DS4: counts }),
  calibration: z.object({ source: z.enum(["spare originals", "held-out half"]), pictures: counts }),
  /** Originals that look alike (training/experiments/near-duplicates.ts): groups of two and more, pictures in them. */
  nearDuplicates: z.object({ groups: whole, pictures: whole }),
  /** Originals in which no face was found, and which were therefore not aligned. */
  unaligned: whole,
});

const configurationShape = {
  set: z.enum(PAPER_SETS),
  augmentation: z.enum(AUGMENTATIONS),
  equalized: z.boolean(),
  classifier: z.string(),
};

/** Exact McNemar test of two configurations on the same test pictures, honest protocol. */
const pairedTestSchema = z.object({
  question: z.enum(QUESTIONS),
  backbone: z.enum(BACKBONE_IDS),
  first: z.object(configurationShape),
  second: z.object(configurationShape),
  pictures: whole,
  /** Pictures that only one of the two got right. */
  onlyFirst: whole,
  onlySecond: whole,
  p: part,
  /** Holm's adjustment over all tests of this question and backbone. */
  adjustedP: part,
});

/** Accuracy under the paper's protocol minus that under the honest one, -1 to 1, with Newcombe's 95 % interval. */
const leakageSchema = z.object({
  backbone: z.enum(BACKBONE_IDS),
  ...configurationShape,
  paper: shareSchema,
  honest: shareSchema,
  difference: z.number(),
  low: z.number(),
  high: z.number(),
});

const reportSchema = z.object({
  version: z.literal(REPORT_VERSION),
  madeBy: z.object({ command: z.string(), commit: z.string(), date: z.string(), machine: z.string() }),
  /** True for a run on a small share of the pictures, whose figures mean little. */
  quick: z.boolean(),
  settings: z.object({
    seed: whole,
    /** Input side of the backbones in pixels; the paper's is 224. */
    inputSidePx: whole,
    /** Copies are turned by up to this, either way. */
    rotationDegrees: z.number().positive(),
    /** What --data was. */
    data: z.enum(["fer2013", "folder"]),
  }),
  /** Choices and limits, in plain words. */
  notes: z.array(z.string()),
  /** In the paper's order. */
  classifiers: z.array(z.object({ id: z.string(), name: z.string(), shortName: z.string() })).min(1),
  backbones: z.array(backboneSchema).min(1),
  splits: z.array(splitSchema),
  cells: z.array(cellSchema).min(1),
  leakage: z.array(leakageSchema),
  pairedTests: z.array(pairedTestSchema),
  /** Sentences made from the numbers. */
  findings: z.array(
    z.object({
      about: z.enum(["leakage", ...QUESTIONS, "calibration", "elsewhere"]),
      backbone: z.enum(BACKBONE_IDS),
      text: z.string(),
    }),
  ),
  /** The best cell under the honest protocol by `validation`, and why. */
  best: z.object({
    backbone: z.enum(BACKBONE_IDS),
    ...configurationShape,
    accuracy: shareSchema,
    validation: shareSchema,
    why: z.string(),
  }),
  /** The equalized feature set that the shipped heads come from (npm run ship:heads): best mean of the seven, and why. */
  headsFrom: z.object({ ...featureSetShape, meanValidation: part, why: z.string() }),
});

export type ExperimentReport = z.infer<typeof reportSchema>;
export type ReportCell = z.infer<typeof cellSchema>;
export type ReportSplit = z.infer<typeof splitSchema>;
export type ReportBackbone = z.infer<typeof backboneSchema>;
export type PairedTest = z.infer<typeof pairedTestSchema>;
export type Leakage = z.infer<typeof leakageSchema>;
export type Finding = ExperimentReport["findings"][number];
export type BackboneId = (typeof BACKBONE_IDS)[number];
export type Protocol = (typeof PROTOCOLS)[number];
export type Augmentation = (typeof AUGMENTATIONS)[number];
export type Question = (typeof QUESTIONS)[number];

/** Throws PipelineError "bad-input" that names each field that does not fit. `path` names the report in it. */
export function parseReport(json: unknown, path: string): ExperimentReport {
  return checkReport(reportSchema, json, path);
}
