/**
 * Examples -> features, through the cache on disk by content hash of the crop: what two sets, protocols or runs share
 * is computed once. The result is one matrix in shared memory, which all threads read.
 */
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { equalizeBiHistogram } from "../../lib/equalize/bi-histogram";
import type { BackboneId } from "../../lib/evidence/report-schema";
import type { GreyCrop } from "../../lib/types";
import type { PictureJob, PictureResult } from "./picture-thread";
import { sha256 } from "./prepare-pictures";
import type { Progress } from "./progress-bar";
import { openRecordStore } from "./record-store";
import type { Example } from "./split";
import type { ThreadPool } from "../../cli/thread-pool";
import { turnCrop, turnOf } from "./turn-crop";

/** Crops of a job: the message costs nothing then, and a thread that ends does not wait long for the other. */
const BATCH = 8;
/** Seconds of one thread for a crop of 96 px: 33 a second on two, detection included (measured by this project). */
const SECONDS_AT_96 = 0.06;
const FEATURE_BYTES = 4 * EMBEDDING_FEATURES;

export const featureSeconds = (side: number): number => SECONDS_AT_96 * (side / 96) ** 2;

export interface FeatureTable {
  /** [rows, 2048] float32 in shared memory. */
  readonly matrix: Float32Array<SharedArrayBuffer>;
  /** Row of an example that was asked for. Throws RangeError for another. */
  row(example: Example, equalized: boolean): number;
  /** Content hash of a row's crop. */
  key(row: number): string;
}

export interface ExtractOptions {
  readonly backbone: BackboneId;
  /** Path of the cache; to name what features depend on besides the crop: weights, side. */
  readonly cache: string;
  readonly seed: number;
  /** Crop of each picture of the run, not equalized, and its id, which decides the turns of its copies. */
  readonly crops: readonly GreyCrop[];
  readonly ids: readonly string[];
  /** Whether crops are equalized: false, true, or both one after the other. */
  readonly equalized: readonly boolean[];
  readonly pool: ThreadPool<PictureJob, PictureResult>;
  readonly progress: Progress;
  readonly kind: string;
}

/** The crop that goes into the backbone: equalized first, then turned, as in the paper. */
function cropOf(
  example: Example,
  equalized: boolean,
  { crops, ids, seed }: Pick<ExtractOptions, "crops" | "ids" | "seed">,
): GreyCrop {
  const { picture, copy, flip } = example;
  const plain = crops[picture];
  const crop = equalized ? { side: plain.side, data: equalizeBiHistogram(plain.data) } : plain;
  return copy === 0 ? crop : turnCrop(crop, turnOf(seed, ids[picture], copy, flip));
}

/** Features of all `examples`. */
export async function extractFeatures(examples: readonly Example[], options: ExtractOptions): Promise<FeatureTable> {
  const { backbone, cache, pool, progress, kind, crops } = options;
  const rowOfName = new Map<string, number>();
  const rowOfKey = new Map<string, number>();
  const keys: string[] = [];
  const makers: (() => GreyCrop)[] = [];
  for (const equalized of options.equalized) {
    for (const example of examples) {
      const name = nameOf(example, equalized);
      if (rowOfName.has(name)) continue;
      const make = (): GreyCrop => cropOf(example, equalized, options);
      const key = sha256(make().data);
      const row = rowOfKey.get(key) ?? keys.push(key) - 1;
      if (row === makers.length) makers.push(make);
      rowOfKey.set(key, row);
      rowOfName.set(name, row);
    }
  }

  const store = openRecordStore(cache, FEATURE_BYTES);
  try {
    const missing = keys.flatMap((key, row) => (store.has(key) ? [] : [row]));
    const seconds = featureSeconds(crops[0].side);
    progress.plan(kind, missing.length * seconds);
    progress.start(kind);
    const rowsOfJob = new Map<PictureJob, readonly number[]>();
    function* jobs(): Generator<PictureJob> {
      for (let start = 0; start < missing.length; start += BATCH) {
        const rows = missing.slice(start, start + BATCH);
        const job: PictureJob = { kind: "embed", backbone, crops: rows.map((row) => makers[row]().data) };
        rowsOfJob.set(job, rows);
        yield job;
      }
    }
    await pool.run(jobs(), (job, result) => {
      if (result.kind !== "embed") throw new Error(`features: got ${result.kind}, expected embed`);
      const rows = rowsOfJob.get(job)!;
      rowsOfJob.delete(job);
      const bytes = new Uint8Array(result.features.buffer, result.features.byteOffset, result.features.byteLength);
      rows.forEach((row, at) => store.write(keys[row], bytes.subarray(at * FEATURE_BYTES, (at + 1) * FEATURE_BYTES)));
      progress.advance(kind, rows.length * seconds);
    });
    const matrix = new Float32Array(new SharedArrayBuffer(keys.length * FEATURE_BYTES));
    keys.forEach((key, row) => matrix.set(new Float32Array(store.read(key).buffer), row * EMBEDDING_FEATURES));
    return {
      matrix,
      row(example, equalized) {
        const row = rowOfName.get(nameOf(example, equalized));
        if (row === undefined) throw new RangeError(`features: got none of ${nameOf(example, equalized)}`);
        return row;
      },
      key: (row) => keys[row],
    };
  } finally {
    store.close();
  }
}

/** Examples of one name have one crop. */
function nameOf({ picture, copy, flip }: Example, equalized: boolean): string {
  return `picture ${picture}, copy ${copy}${flip && copy > 0 ? ", flip" : ""}${equalized ? ", equalized" : ""}`;
}
