/** One thread of `npm run measure:accuracy`: reads test pictures. */
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { serveJobs } from "../../cli/serve-jobs";
import type { DetectedFace, InputSide } from "../../lib/types";
import { readTestPicture } from "./read-test-picture";

export interface AccuracyJob {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly size: InputSide;
  /** Absent: it was not looked for yet. Null: there is none. */
  readonly face?: DetectedFace | null;
}

const pipeline = await openPipeline();

serveJobs(
  async ({ bytes, size, face }: AccuracyJob) => readTestPicture(pipeline, await readPicture(bytes), size, face),
  ({ file }) => file,
);
