/**
 * What breaks the reading of a face, and what equalization buys: faces made worse step by step, each read as
 * `npm run classify -- --crops` reads it, with and without equalization. The evidence page draws the curves.
 *
 *   npm run measure:robustness -- --data ../shared/data [--limit 300 --out public/models/robustness.json]
 *
 * In: an even sample of --limit happy, sad and surprised faces of FER2013's PrivateTest, with their published labels;
 * the default head at the default side. Report only: nothing is chosen by these figures. Out: --out, written anew after
 * each curve; any other --limit needs an --out of its own. A curve that stands there already, of the same sample and
 * weights, is not measured again; delete the file after a change of code. Randomness (noise) is seeded by the picture.
 * A thread a core; at 300 faces about 31,000 runs of the backbone, which are 20 minutes on 2 cores (estimated).
 */
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { createThreadPool, type ThreadPool } from "../cli/thread-pool";
import { UsageError } from "../cli/usage-error";
import { MODELS_FOLDER, readShippedManifest } from "../cli/shipped-models";
import { fromTypedIn } from "../cli/typed-in";
import { wholeNumber } from "../cli/whole-number";
import {
  DEGRADATION_IDS,
  parseRobustness,
  ROBUSTNESS_VERSION,
  type DegradationId,
  type RobustnessCurve,
  type RobustnessLevel,
  type RobustnessReport,
} from "../lib/evidence/robustness-schema";
import { isExpression } from "../lib/labels/is-expression";
import { requireDataFolder } from "../training/data-folder";
import { writeReport } from "../training/experiments/write-report";
import { adjustPs, countLevel, type Answer } from "./robustness/count-levels";
import { LEVELLED } from "./robustness/degrade";
import type { LevelsThreadData } from "./robustness/levels-thread";
import type { LevelsJob, TwoReadings } from "./robustness/read-levels";
import { evenly, readSamples, type Sample } from "./samples";

const SET = "private_test";
const THREAD = new URL("./robustness/levels-thread.ts", import.meta.url);
/** Faces of the shipped report. */
const DEFAULT_LIMIT = 300;

/** What makes curves comparable. */
type Facts = Omit<RobustnessReport, "curves">;

interface SampleJob extends LevelsJob {
  readonly sample: Sample;
}

type LevelsPool = ThreadPool<SampleJob, readonly TwoReadings[]>;

function parseOptions() {
  const { values } = parseCommandLine({
    options: { data: { type: "string" }, limit: { type: "string" }, out: { type: "string" } },
  });
  const { data, out = join(MODELS_FOLDER, "robustness.json") } = values;
  const limit = wholeNumber("--limit", values.limit, 1, 1_000_000) ?? DEFAULT_LIMIT;
  if (limit !== DEFAULT_LIMIT && values.out === undefined) {
    throw new UsageError(
      `--limit: got ${limit} without --out, expected an --out beside the shipped report's, of ${DEFAULT_LIMIT}`,
    );
  }
  return { data: requireDataFolder(data), limit, out: fromTypedIn(out) };
}

/** The curves of an earlier run that need not be measured again. Throws for a file that is no report. */
function storedCurves(path: string, facts: Facts): RobustnessCurve[] {
  if (!existsSync(path)) return [];
  const stored = parseRobustness(JSON.parse(readFileSync(path, "utf8")), path);
  if ((Object.keys(facts) as (keyof Facts)[]).some((key) => stored[key] !== facts[key])) return [];
  return stored.curves.filter(({ degradation, levels }) => {
    const wanted = [0, ...LEVELLED[degradation].levels];
    return levels.length === wanted.length && levels.every(({ level }, index) => level === wanted[index]);
  });
}

async function measureLevels(
  pool: LevelsPool,
  samples: readonly Sample[],
  degradation: DegradationId,
  levels: readonly number[],
): Promise<RobustnessLevel[]> {
  const answers = levels.map((): Answer[] => []);
  const jobs = samples.map((sample): SampleJob => ({ sample, degradation, levels }));
  await pool.run(jobs, ({ sample }, result) => {
    result.forEach((reading, index) => answers[index].push({ truth: sample.label, ...reading }));
  });
  return levels.map((level, index) => countLevel(level, answers[index]));
}

function print({ degradation, unit, levels }: RobustnessCurve, how = ""): void {
  const percents = levels.map(
    ({ level, equalized, plain }) =>
      `${level}: ${(100 * equalized.rate).toFixed(1)} / ${(100 * plain.rate).toFixed(1)}`,
  );
  console.log(`${degradation} (${unit}), % right equalized / plain: ${percents.join(", ")}${how}`);
}

const { data, limit, out } = parseOptions();
const { backbone, defaultHead, files, heads } = readShippedManifest();
const head = heads.find(({ id }) => id === defaultHead);
if (!head) throw new Error(`manifest.json: got no head ${defaultHead}, expected the default one`);
const samples = evenly(
  readSamples(data, SET).filter(({ label }) => isExpression(label)),
  limit,
);
const facts: Facts = {
  version: ROBUSTNESS_VERSION,
  set: SET,
  pictures: samples.length,
  head: head.id,
  headFile: files[head.file].sha256,
  inputSidePx: backbone.defaultSide,
  backbone: backbone.sha256,
};
let curves = storedCurves(out, facts);
const threads = Math.min(availableParallelism(), samples.length);
const threadData: LevelsThreadData = { set: SET };
const pool: LevelsPool = createThreadPool(THREAD, threadData, threads);
try {
  for (const degradation of DEGRADATION_IDS) {
    const stored = curves.find((curve) => curve.degradation === degradation);
    if (stored) {
      print(stored, `; measured before, delete ${out} to measure anew`);
      continue;
    }
    const { unit, levels } = LEVELLED[degradation];
    const untouched = curves.slice(0, 1).map((curve) => curve.levels[0]);
    const wanted = untouched.length > 0 ? levels : [0, ...levels];
    const measured = [...untouched, ...(await measureLevels(pool, samples, degradation, wanted))];
    const curve: RobustnessCurve = { degradation, unit, levels: measured };
    curves = adjustPs([...curves, curve]);
    writeReport(out, { ...facts, curves }, parseRobustness);
    print(curve);
  }
} finally {
  await pool.close();
}
console.log(`${out}: ${curves.length} curves of ${samples.length} faces`);
