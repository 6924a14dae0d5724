/** One thread of `npm run classify`: reads a picture, runs the pipeline, answers with plain data. */
import { workerData } from "node:worker_threads";
import { sideOf } from "../lib/box-geometry";
import { runCrop, runFrame } from "../lib/pipeline/run-frame";
import type { FaceReading } from "../lib/types";
import type { ClassifyOptions } from "./classify-options";
import { openPipeline } from "./open-pipeline";
import { readPicture } from "./read-picture";
import { serveJobs } from "./serve-jobs";
import { fromTypedIn } from "./typed-in";

export interface ClassifyLine {
  /** As it was typed, or below the folder that was. */
  readonly file: string;
  /** Upright, by the picture's EXIF orientation. */
  readonly width?: number;
  readonly height?: number;
  /** The largest first. */
  readonly faces?: readonly FaceReading[];
  /** Why the file could not be read. */
  readonly error?: string;
}

const options = workerData as ClassifyOptions;
const pipeline = await openPipeline();
const { manifest } = pipeline;
const settings = {
  inputSide: options.size ?? manifest.backbone.defaultSide,
  head: options.head ?? manifest.defaultHead,
  equalize: options.equalize,
};

const bySize = (a: FaceReading, b: FaceReading): number => sideOf(b.box) - sideOf(a.box);

async function classify(file: string): Promise<ClassifyLine> {
  try {
    const picture = await readPicture(fromTypedIn(file));
    const { faces } = await (options.crops ? runCrop : runFrame)(pipeline, picture, settings);
    return { file, width: picture.width, height: picture.height, faces: [...faces].sort(bySize) };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

serveJobs(
  ([, file]: [index: number, file: string]) => classify(file),
  ([, file]) => file,
);
