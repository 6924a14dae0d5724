/**
 * Pictures -> crops and thumbnails, through the cache on disk: a picture is read by its content, so the same bytes are
 * detected and aligned once, whatever their name.
 */
import { createHash } from "node:crypto";
import { cropRecordBytes, unpackPicture, type PreparedPicture } from "./crop-record";
import { readPictures } from "../archives";
import type { PictureEntry } from "./picture-source";
import type { PictureJob, PictureResult } from "./picture-thread";
import type { Progress } from "./progress-bar";
import { openRecordStore } from "./record-store";
import type { ThreadPool } from "../../cli/thread-pool";

/** Seconds of one thread for a picture: decode, detect (up to three borders), align. Guessed from classify's stages. */
export const CROP_SECONDS = 0.03;

export interface PrepareOptions {
  /** Path of the cache; to name what a crop depends on besides the picture: detector, alignment, side. */
  readonly cache: string;
  /** Of crops, in pixels. */
  readonly side: number;
  readonly pool: ThreadPool<PictureJob, PictureResult>;
  readonly progress: Progress;
  /** Name of this work in the progress bar. */
  readonly kind: string;
}

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/**
 * `sources`: roots and the pictures below them. Returns each picture by its id. Throws Error that names a picture which
 * cannot be read.
 */
export async function preparePictures(
  sources: readonly { readonly root: string; readonly entries: readonly Pick<PictureEntry, "id">[] }[],
  { cache, side, pool, progress, kind }: PrepareOptions,
): Promise<ReadonlyMap<string, PreparedPicture>> {
  const store = openRecordStore(cache, cropRecordBytes(side));
  try {
    const keys = new Map<string, string>();
    const count = sources.reduce((sum, { entries }) => sum + entries.length, 0);
    progress.plan(kind, count * CROP_SECONDS);
    progress.start(kind);
    const keyOfJob = new Map<PictureJob, string>();
    function* jobs(): Generator<PictureJob> {
      for (const { root, entries } of sources) {
        for (const [{ id }, bytes] of readPictures(root, entries)) {
          const key = sha256(bytes);
          keys.set(id, key);
          if (store.has(key)) {
            progress.advance(kind, CROP_SECONDS);
            continue;
          }
          const job: PictureJob = { kind: "crop", id, bytes };
          keyOfJob.set(job, key);
          yield job;
        }
      }
    }
    await pool.run(jobs(), (job, result) => {
      if (result.kind !== "crop") throw new Error(`crops: got ${result.kind}, expected crop`);
      store.write(keyOfJob.get(job)!, result.record);
      keyOfJob.delete(job);
      progress.advance(kind, CROP_SECONDS);
    });
    return new Map([...keys].map(([id, key]) => [id, unpackPicture(store.read(key), side)]));
  } finally {
    store.close();
  }
}
