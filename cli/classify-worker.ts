/** One thread of `npm run classify`: reads a picture, runs the pipeline, answers with plain data. One job at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { runCrop, runFrame } from "../lib/pipeline/run-frame";
import type { FaceReading } from "../lib/types";
import type { ClassifyOptions } from "./classify-options";
import { openPipeline } from "./open-pipeline";
import { readPicture } from "./read-picture";

export interface ClassifyLine {
  readonly file: string;
  readonly width?: number;
  readonly height?: number;
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

async function classify(file: string): Promise<ClassifyLine> {
  try {
    const picture = await readPicture(file);
    const { faces } = await (options.crops ? runCrop : runFrame)(pipeline, picture, settings);
    return { file, width: picture.width, height: picture.height, faces };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort!.on(
  "message",
  ([, file]: [index: number, file: string]) => void classify(file).then((line) => parentPort!.postMessage(line)),
);
parentPort!.postMessage("ready");
