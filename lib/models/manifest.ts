/**
 * public/models/manifest.json: what model files there are, how to read them, and how to know that they are whole.
 * The schema is the contract between training (export.py, ship-heads) and the runtime; README.md beside this file explains
 * the layout.
 */
import { z } from "zod";
import { PipelineError } from "../errors";
import { INPUT_SIDES } from "../types";

/** Names what happens to a face before the backbone; a head or backbone made for another preprocessing is refused. */
export const PREPROCESSING_ID = "grey-similarity4-bbhe-1";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
const offset = z.number().int().nonnegative().multipleOf(4);

const layerSchema = z.object({
  name: z.string(),
  /** Height, width, input channels, output channels. */
  shape: z.tuple([z.number().int(), z.number().int(), z.number().int(), z.number().int()]),
  stride: z.number().int().positive(),
  padding: z.number().int().nonnegative(),
  /** Byte offsets into the shards put together. Input sides share a kernel; each has its own folded batch norm. */
  kernel: offset,
  sides: z.record(z.string(), z.object({ scale: offset, bias: offset })),
});
export type LayerEntry = z.infer<typeof layerSchema>;

const headSchema = z.object({ id: z.string(), name: z.string(), file: z.string(), labels: z.array(z.string()) });

/** Shares of right answers on FER2013, 0 to 1: by raw labels, by FER+'s majority, over seven labels. */
const accuracySchema = z.object({ threeRaw: z.number(), threeMajority: z.number(), seven: z.number() });

const fileSchema = z.object({
  sha256,
  bytes: z.number().int().positive(),
  /** What the numbers in it are; "json" for text. */
  dtype: z.string(),
  /** Array -> shape, where the file holds arrays by name. */
  shapes: z.record(z.string(), z.array(z.number().int())).optional(),
});

const madeBySchema = z.object({ commit: z.string(), command: z.string(), seed: z.number() });

const manifestSchema = z.object({
  version: z.literal(1),
  preprocessing: z.literal(PREPROCESSING_ID),
  madeBy: madeBySchema,
  /**
   * What made the heads over the three expressions, where that was not `madeBy`: `npm run ship:heads`. `chosenFrom` says
   * in words by which rule the experiment's report chose what they come from.
   */
  headsMadeBy: madeBySchema.extend({ chosenFrom: z.string() }).optional(),
  /** Path below public/models -> every file that is loaded: size, hash, kind of numbers. */
  files: z.record(z.string(), fileSchema),
  detector: z.object({ model: z.string(), weights: z.string() }),
  backbone: z.object({
    /** SHA-256 of the shards put together; heads name it. */
    sha256,
    dtype: z.literal("int8"),
    features: z.number().int(),
    shards: z.array(z.string()).min(1),
    layers: z.array(layerSchema),
    inputSides: z.array(z.literal(INPUT_SIDES)).min(1),
    defaultSide: z.literal(INPUT_SIDES),
  }),
  /** Heads over happy / sad / surprise, in the order of the menu. */
  heads: z.array(headSchema).min(1),
  defaultHead: z.string(),
  /** The head over all seven labels. */
  labels7Head: headSchema,
  /**
   * Whether something hides a large part of the face: a head over clear / covered, and the limit that a face is refused
   * above (training/train_covered.py). Absent: no such gate, as training/export.py leaves it for a new backbone.
   */
  coveredGate: z
    .object({ head: headSchema, maximumCovered: z.number().min(0).max(1), madeBy: madeBySchema })
    .optional(),
  decision: z.object({
    /** When a face is "other" or "unsure": Decision in lib/types.ts. */
    minimumExpressionShare: z.number().min(0).max(1),
    restWeight: z.number().min(0).max(1),
    minimumLabelShare: z.number().min(0).max(1),
  }),
  /** Golden outputs that a backend must reproduce before it goes live. */
  selfTest: z.object({ detector: z.string(), backbone: z.string() }),
  /** Input side -> accuracy of the default head, as `npm run classify` reads FER2013 (training/measure-accuracy.ts). */
  accuracy: z.object({
    publicTest: z.record(z.string(), accuracySchema),
    privateTest: z.record(z.string(), accuracySchema),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Throws PipelineError "bad-model" that names each field that does not fit. */
export function parseManifest(bytes: Uint8Array): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new PipelineError("bad-model", "manifest.json", "manifest.json: got no JSON, expected a manifest", { cause });
  }
  const result = manifestSchema.safeParse(json);
  if (!result.success) {
    const issues = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new PipelineError("bad-model", "manifest.json", `manifest.json does not fit its schema: ${issues}`);
  }
  return result.data;
}
