/** One thread of bench/robustness.ts: runs the pipeline, answers with plain data. One job at a time. */
import { parentPort } from "node:worker_threads";
import { openPipeline } from "../../cli/open-pipeline";
import { readLevels, type LevelsJob, type TwoReadings } from "./read-levels";

export type LevelsResult =
  | { readonly kind: "read"; readonly readings: readonly TwoReadings[] }
  | { readonly kind: "failed"; readonly message: string };

const pipeline = await openPipeline();

async function answer(job: LevelsJob): Promise<LevelsResult> {
  try {
    return { kind: "read", readings: await readLevels(pipeline, job) };
  } catch (error) {
    return { kind: "failed", message: `${job.sample.file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

parentPort!.on("message", (job: LevelsJob) => void answer(job).then((result) => parentPort!.postMessage(result)));
parentPort!.postMessage("ready");
