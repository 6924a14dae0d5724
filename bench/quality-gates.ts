/**
 * What the quality gates are worth: FER2013's PublicTest made worse step by step, and how often ordinary pictures are
 * refused. A gate is right where refused faces are read clearly worse than the others.
 *
 *   npm run bench:quality -- --data ../shared/data [--pictures 150] [--size 96]
 *
 * In: the archives of --data; the thresholds are chosen on PublicTest, so PrivateTest is never opened. Only happy, sad and
 * surprised faces are made worse, with their published labels. Out: tables on stdout and docs/quality-gates.json (figures
 * only), from which scripts/write-figures.ts makes a table; with any other --pictures or --size, only the tables. No
 * randomness but a seeded one. A thread a core; about a quarter of an hour on two.
 */
import { availableParallelism } from "node:os";
import { parseCommandLine } from "../cli/parse-command-line";
import { UsageError } from "../cli/usage-error";
import { readShippedManifest } from "../cli/shipped-models";
import { createThreadPool, type ThreadPool } from "../cli/thread-pool";
import { wholeNumber } from "../cli/whole-number";
import { percentOf } from "../lib/evidence/format";
import { isExpression } from "../lib/labels/is-expression";
import type { FaceMeasures } from "../lib/quality/measure-face";
import * as limits from "../lib/quality/thresholds";
import { EXPRESSIONS, INPUT_SIDES, type InputSide } from "../lib/types";
import { requireDataFolder } from "../training/data-folder";
import { modelReportHead, writeReport } from "../training/report-file";
import { DEGRADATIONS } from "./degradations";
import { rightByBin, type Bin } from "./quality/bins";
import { summarize, type MeasuredOutcome, type Outcome } from "./quality/outcome";
import type { QualityJob, QualityResult, QualityThreadData, StepOutcome } from "./quality/quality-thread";
import { QUALITY_SETS, type QualitySet } from "./quality/quality-sets";
import { QUALITY_REPORT, type DegradationRow, type QualitySummary } from "./quality/report";
import { evenly, readSamples, type Sample } from "./samples";

const PERCENTILES = [0, 0.5, 1, 5, 50, 95, 99, 99.5, 100] as const;
const THREAD = new URL("./quality/quality-thread.ts", import.meta.url);

/** Of the shipped report. */
const DEFAULT_PICTURES = 150;
const DEFAULT_SIDE: InputSide = 96;

type Pool = ThreadPool<QualityJob, QualityResult>;

function readOptions(): { data: string; pictures: number; inputSide: InputSide } {
  const { data, pictures, size } = parseCommandLine({
    options: {
      data: { type: "string" },
      pictures: { type: "string" },
      size: { type: "string", default: String(DEFAULT_SIDE) },
    },
  }).values;
  const inputSide = INPUT_SIDES.find((side) => String(side) === size);
  if (!inputSide) throw new UsageError(`--size: got ${size}, expected one of ${INPUT_SIDES.join(", ")}`);
  const count = wholeNumber("--pictures", pictures, EXPRESSIONS.length, 1_000_000) ?? DEFAULT_PICTURES;
  return { data: requireDataFolder(data), pictures: count, inputSide };
}

function print(name: string, { pictures, found, gated, gatedBy, all, kept, refused }: QualitySummary): void {
  const cells = [name, `${found}/${pictures}`, ...[gated, all, kept, refused].map(percentOf), JSON.stringify(gatedBy)];
  console.log(`| ${cells.join(" | ")} |`);
}

function printHead(title: string): void {
  console.log(`\n### ${title}\n\n|  | found | gated | right of all | right of kept | right of gated | by |`);
  console.log(`|${" --- |".repeat(7)}`);
}

function printBins(bins: Bin[]): Bin[] {
  for (const { measure, from, below, right } of bins) {
    console.log(
      `${measure} from ${from}${below === null ? " on" : ` below ${below}`}: ${percentOf(right)} of ${right.of}`,
    );
  }
  return bins;
}

/** Each degradation and step on the same scenes, and how right faces are by what the degradation changes of them. */
async function measureDegradations(pool: Pool, samples: readonly Sample[]) {
  const rows: DegradationRow[] = [];
  const bins: { degradation: string; bins: Bin[] }[] = [];
  for (const { name, unit, steps, measures } of DEGRADATIONS) {
    const outcomes: StepOutcome[] = [];
    const jobs = samples.map((sample): QualityJob => ({ sample, degradation: name, tight: true }));
    await pool.run(jobs, (_, result) => {
      if (result.kind === "worse") outcomes.push(...result.steps);
    });
    printHead(`${name} (${unit})`);
    for (const step of [null, ...steps]) {
      const summary = summarize(outcomes.filter((one) => one.step === step).map(({ outcome }) => outcome));
      print(step === null ? "as it is" : String(step), summary);
      rows.push({ degradation: name, unit, step, ...summary });
    }
    const measured = outcomes.flatMap((one) => one.measured ?? []);
    bins.push({ degradation: name, bins: measures.flatMap((measure) => printBins(rightByBin(measured, measure))) });
  }
  return { degradations: rows, degradationBins: bins };
}

/** Pictures as they are: false refusals, the spread of each measure, and how right the bins are. */
async function measureSet(pool: Pool, set: QualitySet, samples: readonly Sample[]) {
  const asCrop: Outcome[] = [];
  const asScene: Outcome[] = [];
  const measured: MeasuredOutcome[] = [];
  const jobs = samples.map((sample): QualityJob => ({ sample, degradation: null, tight: set === "public_test" }));
  await pool.run(jobs, (_, result) => {
    if (result.kind !== "as it is") return;
    asCrop.push(result.crop);
    asScene.push(result.scene);
    if (result.measured) measured.push(result.measured);
  });
  printHead(`${set}, not degraded`);
  const [crops, scenes] = [summarize(asCrop), summarize(asScene)];
  print("--crops", crops);
  print("as scenes", scenes);
  const labelled = measured.filter(({ label }) => isExpression(label));
  const bins = (["turn", "sharpness"] as const).flatMap((measure) => printBins(rightByBin(labelled, measure)));
  return { set, crops, scenes, percentiles: percentilesOf(measured), bins };
}

/** Of each measure. */
function percentilesOf(measured: readonly MeasuredOutcome[]) {
  const names = Object.keys(measured[0]?.measures ?? {}) as (keyof FaceMeasures)[];
  return Object.fromEntries(
    names.map((name) => {
      const sorted = measured.map(({ measures }) => measures[name]).sort((a, b) => a - b);
      const at = (percentile: number): number =>
        sorted[Math.min(sorted.length - 1, Math.floor((percentile / 100) * sorted.length))];
      return [name, Object.fromEntries(PERCENTILES.map((one) => [one, Number(at(one).toFixed(4))]))];
    }),
  );
}

const { data, pictures, inputSide } = readOptions();
const manifest = readShippedManifest();
const publicTest = readSamples(data, "public_test").filter(({ label }) => isExpression(label));
const chosen = EXPRESSIONS.flatMap((expression) =>
  evenly(
    publicTest.filter(({ label }) => label === expression),
    Math.floor(pictures / EXPRESSIONS.length),
  ),
);
const threadData: QualityThreadData = { inputSide };
const pool: Pool = createThreadPool(THREAD, threadData, availableParallelism());
try {
  const undegraded = [];
  for (const set of QUALITY_SETS) {
    undegraded.push(await measureSet(pool, set, set === "public_test" ? publicTest : readSamples(data, set)));
  }
  const report = {
    ...modelReportHead("bench/quality-gates.ts"),
    size: inputSide,
    head: manifest.defaultHead,
    limits: { ...limits, MAXIMUM_COVERED: manifest.coveredGate?.maximumCovered ?? null },
    undegraded,
    ...(await measureDegradations(pool, chosen)),
  };
  if (pictures === DEFAULT_PICTURES && inputSide === DEFAULT_SIDE) {
    writeReport(QUALITY_REPORT, report);
    console.log(`\n${QUALITY_REPORT}`);
  }
} finally {
  await pool.close();
}
