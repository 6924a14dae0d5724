/**
 * The one file format of all heads: reading, writing and checking. Layout: lib/models/README.md. Little endian.
 * `readHeadFile` throws PipelineError "bad-model" with got and expected for anything that does not fit.
 */
import { z } from "zod";
import { PipelineError } from "../errors";

const MAGIC = "MIENHEAD";
const VERSION = 1;
const ALIGNMENT = 8;

const arraySchema = z.object({
  dtype: z.enum(["float32", "int8"]),
  shape: z.array(z.number().int().positive()),
  offset: z.number().int().nonnegative(),
});

const headerSchema = z
  .object({
    id: z.string().min(1),
    name: z.string().min(1),
    kind: z.enum(["linear", "network", "linear-svm", "poly-svm"]),
    labels: z.array(z.string()).min(2),
    preprocessing: z.string(),
    backbone: z.string(),
    temperature: z.number().positive().optional(),
    temperatureSlope: z.number().nonpositive().optional(),
    lifts: z.array(z.number().positive()).optional(),
    gamma: z.number().positive().optional(),
    coef0: z.number().optional(),
    degree: z.number().int().positive().optional(),
    arrays: z.record(z.string(), arraySchema),
  })
  .superRefine(({ labels, lifts }, context) => {
    if (lifts && lifts.length !== labels.length) {
      const message = `got ${lifts.length} numbers, expected ${labels.length}, one a label`;
      context.addIssue({ code: "custom", path: ["lifts"], message });
    }
  });

export type HeadHeader = Omit<z.infer<typeof headerSchema>, "arrays">;

export interface HeadArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int8Array;
}

export interface HeadFile {
  readonly header: HeadHeader;
  readonly arrays: Readonly<Record<string, HeadArray>>;
}

/** What a head must have been made for. */
export interface HeadFit {
  readonly backbone: string;
  readonly preprocessing: string;
}

/** A head by itself, before it is known what it was made for: what training gives and what a kind of head needs. */
export interface HeadContent {
  readonly header: Omit<HeadHeader, keyof HeadFit>;
  readonly arrays: Readonly<Record<string, HeadArray>>;
}

const roundUp = (value: number): number => Math.ceil(value / ALIGNMENT) * ALIGNMENT;
const lengthOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

export function writeHeadFile({ header, arrays }: HeadFile): Uint8Array {
  const entries: Record<string, z.infer<typeof arraySchema>> = {};
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(arrays)) {
    entries[name] = { dtype: data instanceof Int8Array ? "int8" : "float32", shape: [...shape], offset: end };
    end = roundUp(end + data.byteLength);
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...header, arrays: entries }));
  const start = roundUp(16 + json.length);
  const file = new Uint8Array(start + end);
  const view = new DataView(file.buffer);
  file.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, VERSION, true);
  view.setUint32(12, json.length, true);
  file.set(json, 16);
  for (const [name, { data }] of Object.entries(arrays)) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + entries[name].offset);
  }
  return file;
}

export function readHeadFile(file: Uint8Array, path: string, fit: HeadFit): HeadFile {
  const fail = (message: string): PipelineError => new PipelineError("bad-model", path, `${path}: ${message}`);
  if (file.length < 16) throw fail(`got ${file.length} bytes, expected a head file of more than 16`);
  const magic = new TextDecoder().decode(file.subarray(0, 8));
  if (magic !== MAGIC) throw fail(`got magic ${JSON.stringify(magic)}, expected "${MAGIC}"`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) throw fail(`got format version ${version}, expected ${VERSION}`);
  const headerLength = view.getUint32(12, true);
  if (16 + headerLength > file.length)
    throw fail(`got a header of ${headerLength} bytes, expected at most ${file.length - 16}`);

  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(file.subarray(16, 16 + headerLength)));
  } catch {
    throw fail("got a header that is no JSON, expected JSON");
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) {
    throw fail(parsed.error.issues.map((issue) => `header.${issue.path.join(".")}: ${issue.message}`).join("; "));
  }
  const { arrays: entries, ...header } = parsed.data;
  if (header.preprocessing !== fit.preprocessing) {
    throw fail(`made for preprocessing: got "${header.preprocessing}", expected "${fit.preprocessing}"`);
  }
  if (header.backbone !== fit.backbone) {
    throw fail(`made for backbone: got ${header.backbone.slice(0, 12)}…, expected ${fit.backbone.slice(0, 12)}…`);
  }

  const start = roundUp(16 + headerLength);
  const arrays: Record<string, HeadArray> = {};
  for (const [name, { dtype, shape, offset }] of Object.entries(entries)) {
    const bytes = lengthOf(shape) * (dtype === "int8" ? 1 : 4);
    const from = start + offset;
    if (from + bytes > file.length)
      throw fail(`array ${name}: got an end at byte ${from + bytes}, expected at most ${file.length}`);
    // Not `slice`, which gives a view of the whole file where `file` is a Node Buffer.
    const copy = new Uint8Array(file.subarray(from, from + bytes));
    const data = dtype === "int8" ? new Int8Array(copy.buffer) : new Float32Array(copy.buffer);
    if (data instanceof Float32Array && !data.every(Number.isFinite))
      throw fail(`array ${name}: got NaN or infinity, expected numbers`);
    arrays[name] = { shape, data };
  }
  return { header, arrays };
}
