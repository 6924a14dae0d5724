/** One thread of `npm run measure:accuracy`: reads test pictures. */
import { openPipeline } from "../../cli/open-pipeline";
import { serveJobs } from "../../cli/serve-jobs";
import type { TestSet } from "../../lib/evidence/accuracy-schema";
import type { DetectedFace, InputSide } from "../../lib/types";
import { readSample } from "../read-sample";
import { readTestPicture } from "./read-test-picture";

export interface AccuracyJob {
  readonly set: TestSet;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly size: InputSide;
  /** Absent: it was not looked for yet. Null: there is none. */
  readonly face?: DetectedFace | null;
}

const pipeline = await openPipeline();

serveJobs(
  async ({ bytes, size, face }: AccuracyJob) => readTestPicture(pipeline, await readSample(bytes), size, face),
  ({ set, file }) => `${set}/${file}`,
);
