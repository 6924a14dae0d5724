/** Features -> the seven heads, trained and calibrated on several threads. */
import { createThreadPool } from "../../cli/thread-pool";
import type { HeadFit } from "../../lib/heads/head-file";
import { CLASSIFIERS, type ClassifierEntry } from "../../lib/heads/classifiers";
import type { FeatureTable } from "../experiments/extract-features";
import type { LabelledRows } from "../experiments/labelled-rows";
import type { Progress } from "../experiments/progress-bar";
import { cellSeconds } from "../experiments/run-cells";
import type { Example } from "../experiments/split";
import type { HeadExamples } from "./head-examples";
import type { HeadJob, TrainedFile } from "./head-thread";

/** Name of this work in the progress bar. */
const HEADS = "heads";

export interface TrainHeadsOptions {
  /** What the heads are made for. */
  readonly fit: HeadFit;
  readonly seed: number;
  readonly threads: number;
  readonly progress: Progress;
}

/**
 * By the heads' ids. The cubic SVM trains on as many originals as the paper's DS1 has, the others on all examples: its
 * bytes and its time for a face grow with its support vectors, and so with the pictures. Throws Error with the first head
 * that fails.
 */
export async function trainHeads(
  examples: HeadExamples,
  features: FeatureTable,
  { fit, seed, threads, progress }: TrainHeadsOptions,
): Promise<ReadonlyMap<string, TrainedFile>> {
  const rowsOf = (some: readonly Example[]): LabelledRows => ({
    rows: some.map((example) => features.row(example, true)),
    labels: some.map(({ label }) => label),
  });
  const [all, few, calibration] = [examples.training, examples.few, examples.calibration].map(rowsOf);
  const planned = CLASSIFIERS.map((entry: ClassifierEntry) => {
    const train = entry.kind === "poly-svm" ? few : all;
    const job: HeadJob = { classifier: entry.id, train, calibration, seed, fit };
    const sizes = { trainRows: train.rows.length, readRows: calibration.rows.length };
    return { job, seconds: cellSeconds([entry], sizes) };
  });
  // The longest first, so that no thread waits long for the last one.
  const ofJob = new Map(planned.sort((a, b) => b.seconds - a.seconds).map(({ job, seconds }) => [job, seconds]));
  progress.plan(
    HEADS,
    planned.reduce((sum, { seconds }) => sum + seconds, 0),
  );
  progress.start(HEADS);
  const script = new URL("./head-thread.ts", import.meta.url);
  const pool = createThreadPool<HeadJob, TrainedFile>(script, { matrix: features.matrix }, threads);
  const trained = new Map<string, TrainedFile>();
  try {
    await pool.run(ofJob.keys(), (job, head) => {
      trained.set(job.classifier, head);
      progress.advance(HEADS, ofJob.get(job)!);
    });
  } finally {
    await pool.close();
  }
  return trained;
}
