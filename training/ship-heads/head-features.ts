/** Pictures -> crops -> features of the shipped backbone, through the experiment's cache (training/experiments). */
import { createThreadPool } from "../../cli/thread-pool";
import type { Manifest } from "../../lib/models/manifest";
import { cropCache, featureCache } from "../experiments/cache";
import { extractFeatures, featureSeconds, type FeatureTable } from "../experiments/extract-features";
import type { PictureJob, PictureResult } from "../experiments/picture-thread";
import { CROP_SECONDS, preparePictures } from "../experiments/prepare-pictures";
import type { Progress } from "../experiments/progress-bar";
import type { HeadExamples } from "./head-examples";
import type { HeadPictures } from "./head-pictures";

/** Names of work in the progress bar. */
const FACES = "faces";
const FEATURES = "features";

export interface HeadFeatureOptions {
  /** What --data names. */
  readonly root: string;
  readonly manifest: Manifest;
  /** Of the copies' turns. */
  readonly seed: number;
  readonly threads: number;
  readonly progress: Progress;
}

/** Features of all examples, equalized, as the live page gives them to a head. */
export async function headFeatures(
  pictures: HeadPictures,
  { training, choosing }: HeadExamples,
  { root, manifest, seed, threads, progress }: HeadFeatureOptions,
): Promise<FeatureTable> {
  const { sha256, defaultSide: side } = manifest.backbone;
  const entries = [...pictures.training, ...pictures.choosing];
  const examples = [...training, ...choosing];
  progress.plan(FACES, entries.length * CROP_SECONDS);
  progress.plan(FEATURES, examples.length * featureSeconds(side));
  const script = new URL("../experiments/picture-thread.ts", import.meta.url);
  const pool = createThreadPool<PictureJob, PictureResult>(script, { side, imagenet: null }, threads);
  try {
    const crops = cropCache(manifest.files[manifest.detector.weights].sha256, side);
    const prepared = await preparePictures([{ root, entries }], { cache: crops, side, pool, progress, kind: FACES });
    return await extractFeatures(examples, {
      backbone: "ours",
      cache: featureCache(sha256, side),
      seed,
      crops: entries.map(({ id }) => prepared.get(id)!.crop),
      ids: entries.map(({ id }) => id),
      equalized: [true],
      pool,
      progress,
      kind: FEATURES,
    });
  } finally {
    await pool.close();
  }
}
