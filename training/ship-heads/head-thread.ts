/** One thread that trains and calibrates a head and answers with the bytes of its file. Features lie in shared memory. */
import { workerData } from "node:worker_threads";
import { serveJobs } from "../../cli/serve-jobs";
import type { HeadFit } from "../../lib/heads/head-file";
import { adjustLogits } from "../../lib/heads/training/adjust-logits";
import { encodeHead, trainHead, type TrainedHead } from "../../lib/heads/training/train-head";
import { EXPRESSIONS } from "../../lib/types";
import type { CellThreadData } from "../experiments/cell-thread";
import { gatherRows, type LabelledRows } from "../experiments/labelled-rows";

export interface HeadJob {
  readonly classifier: string;
  readonly train: LabelledRows;
  readonly calibration: LabelledRows;
  readonly seed: number;
  readonly fit: HeadFit;
}

export interface TrainedFile {
  readonly file: Uint8Array;
  /** Expected calibration error on the rows that calibrated, before the logits are adjusted: these rows have FER2013's shares. */
  readonly heldError: TrainedHead["heldError"];
}

/**
 * Of networks. The backbone knows these pictures' labels, so that without decay a network trusts what other faces do not
 * show: chosen on PublicTest (training/EXPERIMENTS.md), where 0 loses a point.
 */
const WEIGHT_DECAY = 0.05;
/** With decay a network comes near its end soon and to it late, and no longer reads faces otherwise (EXPERIMENTS.md: 60, 150). */
const ITERATION_LIMIT = 120;
/**
 * Of the labels' shares among the rows that calibrate (adjust-logits.ts): half of what would take the three for equally
 * frequent. Chosen on PublicTest's mean recall and on web faces that a backbone had never seen (EXPERIMENTS.md).
 */
const LOGIT_ADJUSTMENT = 0.5;

const { matrix } = workerData as CellThreadData;

function answer({ classifier, train, calibration, seed, fit }: HeadJob): TrainedFile {
  const training = gatherRows(matrix, train);
  const held = gatherRows(matrix, calibration);
  const head = trainHead(classifier, training.features, training.labels, {
    labelNames: EXPRESSIONS,
    seed,
    weightDecay: WEIGHT_DECAY,
    iterationLimit: ITERATION_LIMIT,
    heldFeatures: held.features,
    heldLabels: held.labels,
  });
  const shares = EXPRESSIONS.map((_, label) => held.labels.filter((own) => own === label).length / held.labels.length);
  const content = adjustLogits(head.content, shares, LOGIT_ADJUSTMENT);
  return { file: encodeHead({ content }, fit), heldError: head.heldError };
}

serveJobs(answer, ({ classifier }: HeadJob) => classifier);
