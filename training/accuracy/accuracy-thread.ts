/** One thread of `npm run measure:accuracy`: reads test pictures. One job at a time. */
import { parentPort } from "node:worker_threads";
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import type { InputSide } from "../../lib/types";
import { readTestPicture, type PictureAnswer } from "./read-test-picture";

export interface AccuracyJob {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly size: InputSide;
}

export type AccuracyResult = { readonly answer: PictureAnswer } | { readonly failed: string };

const pipeline = await openPipeline();

async function answer({ file, bytes, size }: AccuracyJob): Promise<AccuracyResult> {
  try {
    return { answer: await readTestPicture(pipeline, await readPicture(bytes), size) };
  } catch (error) {
    return { failed: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

parentPort!.on("message", (job: AccuracyJob) => void answer(job).then((result) => parentPort!.postMessage(result)));
parentPort!.postMessage("ready");
