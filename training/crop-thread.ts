/** One thread of prepare-crops.ts: picture -> aligned crop, by the shipped detector on the wasm backend. */
import { workerData } from "node:worker_threads";
import { openPipeline } from "../cli/open-pipeline";
import { serveJobs } from "../cli/serve-jobs";
import { alignCrop } from "../lib/align/align-face";
import { findFaceInCrop } from "../lib/pipeline/find-face-in-crop";
import { readSample } from "./read-sample";

export interface CropThreadData {
  /** Of crops, in pixels. */
  readonly side: number;
}

export interface CropJob {
  readonly id: string;
  /** Among the pictures of its set. */
  readonly index: number;
  readonly bytes: Uint8Array;
}

export interface CropResult {
  /** [side, side] luma. */
  readonly crop: Uint8Array;
  readonly found: boolean;
  /** The detector's, 0 to 1; 0 without a face. */
  readonly score: number;
}

const { side } = workerData as CropThreadData;
const { detector } = await openPipeline();

async function prepare({ bytes }: CropJob): Promise<CropResult> {
  const picture = await readSample(bytes);
  const face = await findFaceInCrop(picture, detector);
  return { crop: alignCrop(picture, face, side).data, found: face !== null, score: face?.score ?? 0 };
}

serveJobs(prepare, ({ id }) => id);
