/**
 * public/models/robustness.json: how well faces are read that were made worse step by step, with and without
 * equalization, as `npm run measure:robustness` writes it and the evidence page reads it. Nothing in it depends on the
 * machine. Shares are 0 to 1 with Wilson's 95 % interval. No tfjs.
 */
import { shareSchema } from "./share";
import { checkReport, part, sha256, whole, z } from "./zod";

export const ROBUSTNESS_VERSION = 1;

/** What may be wrong with a picture, in the order in which it is measured and shown. */
export const DEGRADATION_IDS = [
  "darker",
  "brighter",
  "contrast",
  "blur",
  "noise",
  "rotation",
  "size",
  "jpeg",
  "eyes",
  "mouth",
  "glasses",
] as const;
export type DegradationId = (typeof DEGRADATION_IDS)[number];

/** The two ways of reading the same pictures: with bi-histogram equalization, and without. */
export const READINGS = ["equalized", "plain"] as const;
export type ReadingWay = (typeof READINGS)[number];

const levelSchema = z.object({
  /** In the curve's unit; 0 is the picture as it is, whatever the unit. */
  level: z.number().nonnegative(),
  equalized: shareSchema,
  plain: shareSchema,
  /** Pictures that only one of the two ways got right. */
  onlyEqualized: whole,
  onlyPlain: whole,
  /** Exact McNemar test of both ways on the same pictures. */
  p: part,
  /** Holm's adjustment over all levels of all curves; level 0, which they share, counts once. */
  adjustedP: part,
});

const curveSchema = z.object({
  degradation: z.enum(DEGRADATION_IDS),
  /** What a level counts, in words. */
  unit: z.string(),
  /** From the picture as it is to the worst; levels may count downwards. */
  levels: z.array(levelSchema).min(2),
});

const robustnessSchema = z
  .object({
    version: z.literal(ROBUSTNESS_VERSION),
    /** FER2013's PrivateTest: nothing is chosen on it. */
    set: z.literal("private_test"),
    /** Faces in the sample. */
    pictures: whole.positive(),
    /** Id of the head, and the hash of its file: it may be trained anew on the same backbone. */
    head: z.string(),
    headFile: sha256,
    /** Input side of the backbone, in pixels. */
    inputSidePx: whole.positive(),
    backbone: sha256,
    curves: z.array(curveSchema).min(1),
  })
  .superRefine(({ pictures, curves }, context) => {
    const refuse = (path: (string | number)[], got: string, expected: string): void =>
      context.addIssue({ code: "custom", path, message: `got ${got}, expected ${expected}` });
    curves.forEach(({ degradation, levels }, curve) => {
      const path = ["curves", curve];
      if (curves.findIndex((other) => other.degradation === degradation) !== curve) {
        refuse([...path, "degradation"], `${degradation} once more`, "each once");
      }
      const first = levels.at(0)?.level;
      if (first !== 0) refuse([...path, "levels", 0, "level"], String(first), "0, the picture as it is");
      levels.forEach(({ equalized, plain, onlyEqualized, onlyPlain }, index) => {
        const own = [...path, "levels", index];
        if (equalized.of !== pictures || plain.of !== pictures) {
          refuse(own, `shares of ${equalized.of} and ${plain.of} pictures`, String(pictures));
        }
        const lead = equalized.right - plain.right;
        if (onlyEqualized - onlyPlain !== lead) {
          refuse(own, `${onlyEqualized} and ${onlyPlain} right in one way only`, `a difference of ${lead}`);
        }
      });
    });
  });

export type RobustnessReport = z.infer<typeof robustnessSchema>;
export type RobustnessCurve = z.infer<typeof curveSchema>;
export type RobustnessLevel = z.infer<typeof levelSchema>;

/** Throws PipelineError "bad-input" that names each field that does not fit. `path` names the report in it. */
export function parseRobustness(json: unknown, path: string): RobustnessReport {
  return checkReport(robustnessSchema, json, path);
}
