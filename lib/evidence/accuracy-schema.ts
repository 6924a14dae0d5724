/**
 * public/models/accuracy.json: how right the shipped files are on pictures that were never trained on. Written by
 * training/measure-accuracy.ts, read by scripts/write-figures.ts and the evidence page. Confusion matrices are counts,
 * rows the published label, columns what was read; accuracy and recall are read off them (confusion.ts). No tfjs.
 */
import { PipelineError } from "../errors";
import { EXPRESSIONS, INPUT_SIDES, LABELS7 } from "../types";
import { shareSchema } from "./share";
import { checkReport, part, sha256, whole, z } from "./zod";

export const ACCURACY_VERSION = 6;

/** What makes the file. */
export const ACCURACY_COMMAND = "npm run measure:accuracy -- --data DIR";

/** In the order of all tables. */
export const TEST_SETS = [
  "public_test",
  "private_test",
  "jaffe",
  "affectnet_masked",
  "webfaces",
  "muxspace",
  "ffhq",
] as const;
export type TestSet = (typeof TEST_SETS)[number];

export const TEST_SET_NAMES: Readonly<Record<TestSet, string>> = {
  public_test: "FER2013 PublicTest (choices were made on it)",
  private_test: "FER2013 PrivateTest",
  jaffe: "JAFFE (never trained on)",
  affectnet_masked: "AffectNet-like, background cut out",
  webfaces: "web faces (happy, sad, angry)",
  muxspace: "LFW / IMFDB (mostly neutral, happy)",
  ffhq: "FFHQ (happy, neutral)",
};

/** The six classes of the individual typology angle put together to three (training/accuracy/skin-tone.ts). */
export const SKIN_TONES = ["light", "intermediate", "tan-dark"] as const;
export type SkinTone = (typeof SKIN_TONES)[number];

/** Who says what a face shows: the published label, or FER+'s majority with at least 5 of 10 votes. */
export const LABEL_SOURCES = ["raw", "majority"] as const;
export type LabelSource = (typeof LABEL_SOURCES)[number];

const side = z.literal(INPUT_SIDES);
const confusionOver = ({ length }: readonly string[]) => z.array(z.array(whole).length(length)).length(length);

/** What was measured. Rows of other files, or of another rule, do not count. */
const modelsSchema = z.object({
  detector: sha256,
  backbone: sha256,
  /** Over the three expressions, in the order of the menu. */
  heads: z.array(z.object({ id: z.string(), name: z.string(), sha256 })).min(1),
  labels7Head: sha256,
  defaultHead: z.string(),
  defaultSide: side,
  /** When a face is "other" or "unsure": Decision in lib/types.ts. */
  decision: z.object({ minimumExpressionShare: part, restWeight: part, minimumLabelShare: part }),
  /** The head of the gate "covered", and its limit. Absent: no such gate. */
  coveredGate: z.object({ sha256, maximumCovered: part }).optional(),
});

/** One head on the faces whose label is one of the three. */
const headResultSchema = z.object({
  id: z.string(),
  /** 3 x 3, by the published label. */
  confusion: confusionOver(EXPRESSIONS),
  /** 3 x 3, by FER+'s majority, where that is one of the three; null for a set without votes. */
  majorityConfusion: confusionOver(EXPRESSIONS).nullable(),
});

/** What becomes of the faces when `minimumExpressionShare` is `threshold`. Shares, 0 to 1. */
const rejectionPointSchema = z.object({
  threshold: part,
  /** Of happy, sad and surprised faces: called "other". */
  lostOfThree: part,
  rejectedOfNeutral: part,
  /** Of all four labels that are none of the three. */
  rejectedOfRest: part,
  /** Of the faces of the three that are not called "other": those that the default head reads right. Null for none. */
  rightOfKept: part.nullable(),
});

/** Of happy, sad and surprised faces together, and of those of each other label. */
const rejectedSchema = z.object({
  ofThree: shareSchema,
  ofNeutral: shareSchema,
  ofAngry: shareSchema,
  ofDisgust: shareSchema,
  ofFear: shareSchema,
  /** Not counted above: no face was found in them, or a quality gate stops it. */
  notJudged: z.object({
    ofThree: shareSchema,
    ofNeutral: shareSchema,
    /** Of all four labels that are none of the three. */
    ofRest: shareSchema,
  }),
});

/** Of all faces: those that are judged and whose best of the seven labels is named, not "unsure"; and of these, those that it is right of. */
const named7Schema = z.object({ named: shareSchema, right: shareSchema });

/** Everything about one test set at one input side. Published labels where nothing else is said. */
const rowSchema = z.object({
  set: z.enum(TEST_SETS),
  /** Input side in pixels. */
  size: side,
  pictures: whole,
  /** No face was found in them, or a quality gate stops it: read like all others, but never called "other". */
  notJudged: whole,
  heads: z.array(headResultSchema),
  /** 7 x 7, the seven-label head on all pictures. */
  confusion7: confusionOver(LABELS7),
  /** 7 x 7, the same by FER+'s majority, where that is one of the seven; null for a set without votes. */
  majorityConfusion7: confusionOver(LABELS7).nullable(),
  /** By the published label, and by FER+'s majority for a set with votes. */
  named7: z.object({ raw: named7Schema, majority: named7Schema.nullable() }),
  /** Faces that were called "other", by the published label, and by FER+'s majority for a set with votes. */
  rejected: z.object({ raw: rejectedSchema, majority: rejectedSchema.nullable() }),
  /**
   * Expected calibration error, 15 bins, 0 (perfect) to 1: of the default head on faces of the three, of the seven-label
   * head on all. Null without such faces.
   */
  calibrationError: z.object({ three: part.nullable(), seven: part.nullable() }),
  /** By rising threshold, the one in use among them. Null where it was not asked. */
  rejection: z.object({ raw: z.array(rejectionPointSchema), majority: z.array(rejectionPointSchema) }).nullable(),
  /** The default head on faces of the three, by skin tone. Null where all pictures are grey. */
  groups: z
    .object({
      shares: z.object({ light: shareSchema, intermediate: shareSchema, "tan-dark": shareSchema }),
      /** Left out: no colour to see; no face found, or its cheeks outside the picture. */
      grey: whole,
      unseen: whole,
    })
    .nullable(),
});

const accuracySchema = z
  .object({
    version: z.literal(ACCURACY_VERSION),
    madeBy: z.string(),
    /** Of the last row. */
    date: z.iso.date(),
    models: modelsSchema,
    /** By set in the order of TEST_SETS, then by size. */
    rows: z.array(rowSchema).min(1),
  })
  .superRefine(({ models, rows }, context) => {
    const ids = models.heads.map(({ id }) => id);
    if (!ids.includes(models.defaultHead)) {
      context.addIssue({ code: "custom", message: `got default head ${models.defaultHead}, expected one of ${ids}` });
    }
    rows.forEach((row, index) => {
      const fault = (got: string | number, expected: string | number): void =>
        context.addIssue({ code: "custom", path: ["rows", index], message: `got ${got}, expected ${expected}` });
      const counted = row.confusion7.flat().reduce((sum, count) => sum + count, 0);
      if (counted !== row.pictures) fault(`${counted} pictures in confusion7`, row.pictures);
      const own = row.heads.map(({ id }) => id);
      if (own.join() !== ids.join()) fault(`heads ${own.join(", ")}`, ids.join(", "));
      const curves = row.rejection ? [row.rejection.raw, row.rejection.majority] : [];
      const inUse = models.decision.minimumExpressionShare;
      if (!curves.every((points) => points.some(({ threshold }) => threshold === inUse)))
        fault("a curve without the threshold in use", inUse);
    });
  });

export type AccuracyReport = z.infer<typeof accuracySchema>;
export type AccuracyRow = AccuracyReport["rows"][number];
export type MeasuredModels = AccuracyReport["models"];
export type RejectionPoint = z.infer<typeof rejectionPointSchema>;

/** Throws PipelineError "bad-input" for another version, else as checkReport. `path` names the file. */
export function parseAccuracy(json: unknown, path: string): AccuracyReport {
  const version = (json as { readonly version?: unknown } | null)?.version;
  if (version !== ACCURACY_VERSION) {
    const got = `${path}: version: got ${JSON.stringify(version) ?? "none"}, expected ${ACCURACY_VERSION}`;
    throw new PipelineError("bad-input", path, `${got}; \`${ACCURACY_COMMAND}\` makes it anew`);
  }
  return checkReport(accuracySchema, json, path);
}

/** A head's result in a row of a parsed report; the default head's where none is named. */
export function resultOf({ models }: Pick<AccuracyReport, "models">, row: AccuracyRow, id = models.defaultHead) {
  return row.heads.find((result) => result.id === id)!;
}

/** At the default size, in the order of TEST_SETS. */
export function rowsAtDefault({ models, rows }: Pick<AccuracyReport, "models" | "rows">): AccuracyRow[] {
  return rows.filter(({ size }) => size === models.defaultSide);
}
