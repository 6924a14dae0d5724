/** One thread of `npm run measure:accuracy`: reads test pictures. */
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { serveJobs } from "../../cli/serve-jobs";
import type { InputSide } from "../../lib/types";
import { readTestPicture } from "./read-test-picture";

export interface AccuracyJob {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly size: InputSide;
}

const pipeline = await openPipeline();

serveJobs(
  async ({ bytes, size }: AccuracyJob) => readTestPicture(pipeline, await readPicture(bytes), size),
  ({ file }) => file,
);
