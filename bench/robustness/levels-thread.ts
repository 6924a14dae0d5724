/** One thread of bench/robustness.ts: runs the pipeline, answers with plain data. */
import { openPipeline } from "../../cli/open-pipeline";
import { serveJobs } from "../../cli/serve-jobs";
import { readLevels, type LevelsJob } from "./read-levels";

const pipeline = await openPipeline();

serveJobs(
  (job: LevelsJob) => readLevels(pipeline, job),
  ({ sample }) => sample.file,
);
