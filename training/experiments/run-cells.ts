/**
 * Feature sets x seven classifiers -> answers, on several threads, through the cache on disk. A cell's key is made of
 * everything it depends on (content of all crops, weights, classifier, seed), so equal cells are trained once: DS1
 * under both protocols, a run that was cut off, a second run with one more row.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import type { Protocol } from "../../lib/evidence/report-schema";
import { CLASSIFIERS, type ClassifierEntry } from "../../lib/heads/classifiers";
import { replaceFile } from "../replace-file";
import type { CellJob, CellOutcome } from "./cell-thread";
import type { LabelledRows } from "./labelled-rows";
import type { TableRow } from "./plan";
import { sha256 } from "./prepare-pictures";
import type { Progress } from "./progress-bar";
import type { ThreadPool } from "../../cli/thread-pool";

/** To be raised when lib/heads/training computes something else from the same features. */
const CELL_VERSION = 1;

/** What one set is, raw or equalized, under one protocol: seven cells. */
export interface FeatureSet {
  readonly row: TableRow;
  readonly protocol: Protocol;
  readonly equalized: boolean;
  readonly train: LabelledRows;
  readonly calibration: LabelledRows;
  /** First the held-out pictures, then the other data sets'. */
  readonly tests: readonly LabelledRows[];
  /** For each held-out picture whether choices may be made on it (picture-source.ts). */
  readonly validation: readonly boolean[];
}

export interface CellAnswer {
  readonly set: FeatureSet;
  readonly outcome: CellOutcome;
}

export interface RunCellsOptions {
  /** Folder of the cache. */
  readonly cache: string;
  /** What all features come from besides the crop: weights and side. */
  readonly features: string;
  readonly keyOf: (row: number) => string;
  readonly seed: number;
  readonly pool: ThreadPool<CellJob, readonly CellOutcome[]>;
  readonly progress: Progress;
  readonly kind: string;
}

/** Classifiers that train together: the networks each alone, both SVMs on one kernel matrix. */
const GROUPS: readonly (readonly ClassifierEntry[])[] = [
  ...CLASSIFIERS.filter(({ kind }) => kind === "network").map((entry) => [entry]),
  CLASSIFIERS.filter(({ kind }) => kind !== "network"),
];

/** Answers in the order of `sets`, and of CLASSIFIERS for each. Throws Error with the first cell that fails. */
export async function runCells(sets: readonly FeatureSet[], options: RunCellsOptions): Promise<CellAnswer[]> {
  const { cache, pool, progress, kind, seed } = options;
  mkdirSync(cache, { recursive: true });
  const outcomes = new Map<string, CellOutcome>();
  const pending = new Map<string, { job: CellJob; keys: readonly string[]; seconds: number }>();
  for (const set of sets) {
    for (const group of GROUPS) {
      const missing = group.filter((entry) => {
        const key = cellKey(set, entry, options);
        const stored = outcomes.get(key) ?? readOutcome(cache, key);
        if (stored) outcomes.set(key, stored);
        return !stored;
      });
      if (missing.length === 0) continue;
      const keys = missing.map((entry) => cellKey(set, entry, options));
      const { train, calibration, tests } = set;
      const job: CellJob = { classifiers: missing.map(({ id }) => id), train, calibration, tests, seed };
      pending.set(keys.join(), { job, keys, seconds: cellSeconds(missing, sizesOf(set)) });
    }
  }
  // The longest first, so that no thread waits long for the last one.
  const ordered = [...pending.values()].sort((a, b) => b.seconds - a.seconds);
  const ofJob = new Map(ordered.map((entry) => [entry.job, entry]));
  progress.plan(
    kind,
    ordered.reduce((sum, { seconds }) => sum + seconds, 0),
  );
  progress.start(kind);
  await pool.run(ofJob.keys(), (job, ofGroup) => {
    const { keys, seconds } = ofJob.get(job)!;
    ofGroup.forEach((outcome, index) => {
      outcomes.set(keys[index], outcome);
      writeOutcome(cache, keys[index], outcome);
    });
    progress.advance(kind, seconds);
  });
  return sets.flatMap((set) =>
    CLASSIFIERS.map((entry) => ({ set, outcome: outcomes.get(cellKey(set, entry, options))! })),
  );
}

/** Evaluations of a network's loss until it ends. Guessed; the bar corrects it. */
const EVALUATIONS = 100;
/** Multiplications with addition a second on one thread, measured with lib/heads/training: networks, kernels. */
const NETWORK_RATE = 1.4e9;
const KERNEL_RATE = 2.0e9;
/** Part of the training rows that become support vectors of a cubic SVM. Guessed. */
const SUPPORT_SHARE = 0.4;

export interface CellSizes {
  readonly trainRows: number;
  /** Pictures that a trained classifier reads: calibration and tests. */
  readonly readRows: number;
}

/** Estimated seconds of one thread for classifiers that train together. */
export function cellSeconds(classifiers: readonly ClassifierEntry[], { trainRows, readRows }: CellSizes): number {
  const kernel = (trainRows * trainRows * EMBEDDING_FEATURES) / 2 / KERNEL_RATE;
  const own = classifiers.map((entry) => {
    if (entry.kind === "network") {
      return (EVALUATIONS * 2 * trainRows * EMBEDDING_FEATURES * entry.hidden[0]) / NETWORK_RATE;
    }
    const vectors = entry.kind === "poly-svm" ? SUPPORT_SHARE * trainRows : 3;
    return kernel / 2 + (readRows * vectors * EMBEDDING_FEATURES) / NETWORK_RATE;
  });
  const shared = classifiers.some(({ kind }) => kind !== "network") ? kernel : 0;
  return own.reduce((sum, seconds) => sum + seconds, shared);
}

/** Of all seven on one feature set. */
export function featureSetSeconds(sizes: CellSizes): number {
  return GROUPS.reduce((sum, group) => sum + cellSeconds(group, sizes), 0);
}

function sizesOf({ train, calibration, tests }: FeatureSet): CellSizes {
  const readRows = [calibration, ...tests].reduce((sum, { rows }) => sum + rows.length, 0);
  return { trainRows: train.rows.length, readRows };
}

const keysOfSets = new WeakMap<FeatureSet, string>();

function cellKey(set: FeatureSet, entry: ClassifierEntry, { keyOf, features, seed }: RunCellsOptions): string {
  const content = ({ rows, labels }: LabelledRows): string =>
    rows.map((row, at) => `${keyOf(row)} ${labels[at]}`).join();
  let ofSet = keysOfSets.get(set);
  if (!ofSet) {
    ofSet = sha256([set.train, set.calibration, ...set.tests].map(content).join("\n"));
    keysOfSets.set(set, ofSet);
  }
  return sha256(JSON.stringify([CELL_VERSION, ofSet, features, seed, entry]));
}

function readOutcome(cache: string, key: string): CellOutcome | null {
  const path = join(cache, `${key}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as CellOutcome) : null;
}

/** A file is whole or not there, wherever the run is cut off. */
function writeOutcome(cache: string, key: string, outcome: CellOutcome): void {
  replaceFile(join(cache, `${key}.json`), JSON.stringify(outcome));
}
