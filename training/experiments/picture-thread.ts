/**
 * One thread for everything that needs tfjs: picture -> aligned crop, crops -> features. On the wasm backend, with the
 * shipped detector and the project's own detect and align code.
 */
import { workerData } from "node:worker_threads";
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { serveJobs } from "../../cli/serve-jobs";
import { alignCrop } from "../../lib/align/align-face";
import type { BackboneId } from "../../lib/evidence/report-schema";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import type { GreyCrop } from "../../lib/types";
import { thumbnailOf } from "../picture-print";
import { packPicture } from "./crop-record";
import { createImagenetBackbone, type ImagenetBackbone } from "./imagenet-backbone";

export interface PictureThreadData {
  /** Of crops, in pixels. */
  readonly side: number;
  /** Folder of ImageNet's weights; null where they are not needed. */
  readonly imagenet: string | null;
}

export type PictureJob =
  | { readonly kind: "crop"; readonly id: string; readonly bytes: Uint8Array }
  /** Crops of one side, luma. */
  | { readonly kind: "embed"; readonly backbone: BackboneId; readonly crops: readonly Uint8Array[] };

export type PictureResult =
  | { readonly kind: "crop"; readonly record: Uint8Array }
  /** [crops * 2048]. */
  | { readonly kind: "embed"; readonly features: Float32Array };

const { side, imagenet: folder } = workerData as PictureThreadData;
const pipeline = await openPipeline();
let imagenet: ImagenetBackbone | null = null;

async function prepare(bytes: Uint8Array): Promise<Uint8Array> {
  const picture = await readPicture(bytes);
  const face = await findFaceInCrop(picture, pipeline.detector);
  const crop = alignCrop(picture, face, side);
  return packPicture({ crop, thumbnail: thumbnailOf(picture), found: face !== null });
}

async function embed(backbone: BackboneId, crops: readonly Uint8Array[]): Promise<Float32Array> {
  const grey = crops.map((data): GreyCrop => ({ side, data }));
  if (backbone === "ours") return pipeline.backbone.embed(grey);
  if (!folder) throw new Error("imagenet: got no folder of weights, expected one");
  imagenet ??= createImagenetBackbone(folder);
  return imagenet.embed(grey);
}

async function answer(job: PictureJob): Promise<PictureResult> {
  if (job.kind === "crop") return { kind: "crop", record: await prepare(job.bytes) };
  return { kind: "embed", features: await embed(job.backbone, job.crops) };
}

serveJobs(answer, (job) => (job.kind === "crop" ? job.id : `features of ${job.backbone}`));
