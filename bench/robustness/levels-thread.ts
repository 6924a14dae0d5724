/** One thread of bench/robustness.ts: runs the pipeline, answers with plain data. */
import { workerData } from "node:worker_threads";
import { openPipeline } from "../../cli/open-pipeline";
import { serveJobs } from "../../cli/serve-jobs";
import { readLevels, type LevelsJob } from "./read-levels";

/** The set that all samples are of. */
export type LevelsThreadData = { readonly set: string };

const { set } = workerData as LevelsThreadData;
const pipeline = await openPipeline();

serveJobs(
  (job: LevelsJob) => readLevels(pipeline, job),
  ({ sample }) => `${set}/${sample.file}`,
);
