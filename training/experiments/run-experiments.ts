/**
 * `npm run experiments`: the paper's experiment, both protocols, on real pictures -> one report. In order: draw
 * originals, crop faces, find near-duplicates, split, extract features, train and test, compare, write. README.md in
 * this folder explains the choices. Exit code 0, 1 for a fault, 2 for a wrong command line.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../cli/usage-error";
import { readShippedManifest } from "../../cli/shipped-models";
import { parseReport, REPORT_VERSION, type BackboneId, type ExperimentReport } from "../../lib/evidence/report-schema";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import { leakageOf, reportBackbone, reportCell, reportSplit } from "./build-report";
import { CELL_CACHE, cropCache, featureCache } from "./cache";
import type { CellJob, CellOutcome } from "./cell-thread";
import { bestOf, headsFromOf } from "./choose-best";
import type { PreparedPicture } from "./crop-record";
import { extractFeatures, type FeatureTable } from "./extract-features";
import { findingsOf } from "./findings";
import { fetchImagenet, hashImagenet } from "./imagenet-package";
import { readKept } from "./keep-backbones";
import type { LabelledRows } from "./labelled-rows";
import { notesOf } from "./notes";
import { parseOptions, USAGE, type ExperimentOptions } from "./options";
import { pairedTests } from "./paired-tests";
import { ELSEWHERE_SETS, elsewherePictures, openPictureSource, type PictureSource } from "./picture-source";
import type { PictureJob, PictureResult } from "./picture-thread";
import { ROTATION_DEGREES, rowsOf } from "./plan";
import { asTheyAre, planSplits, type PlannedSplit } from "./plan-splits";
import { classifiersOf, FACES, featuresOf, planTime } from "./plan-time";
import { preparePictures } from "./prepare-pictures";
import { createProgress, timeInWords, type Progress } from "./progress-bar";
import { runCells, type CellAnswer, type FeatureSet } from "./run-cells";
import { drawPictures, settlePictures, type RunPictures } from "./run-pictures";
import type { Example } from "./split";
import { createThreadPool } from "../../cli/thread-pool";
import { commitOf, machineName, today } from "../provenance";
import { writeReport } from "./write-report";

const ROOT = join(import.meta.dirname, "../..");
const WORK = join(ROOT, "training/work");

interface BackboneRun {
  readonly pictures: RunPictures;
  readonly splits: readonly PlannedSplit[];
  readonly features: FeatureTable;
}

async function runExperiments(options: ExperimentOptions, progress: Progress): Promise<ExperimentReport> {
  const { side, seed, threads, quick } = options;
  const source = await openPictureSource(options.data);
  const settings = { seed, inputSidePx: side, rotationDegrees: ROTATION_DEGREES, data: source.kind };
  const kept = readKept(options.keep, options.backbones, settings);
  const elsewhere = elsewherePictures(options.tests);
  if (options.tests !== options.data && elsewhere.size === 0) {
    throw new Error(`--tests: got ${options.tests}, expected a folder with some of ${ELSEWHERE_SETS.join(", ")}`);
  }
  const imagenet = options.backbones.includes("imagenet") ? fetchImagenet(WORK) : null;
  const manifest = readShippedManifest();
  const hashOf = (backbone: BackboneId): string =>
    backbone === "ours" ? manifest.backbone.sha256 : hashImagenet(imagenet!);
  const hashes = new Map(options.backbones.map((backbone) => [backbone, hashOf(backbone)]));
  const detector = manifest.files[manifest.detector.weights].sha256;

  const draws = options.backbones.map((backbone) => drawPictures(source, backbone, elsewhere, options));
  for (const drawn of draws) planTime(drawn, options, progress);

  const pool = createThreadPool<PictureJob, PictureResult>(
    new URL("./picture-thread.ts", import.meta.url),
    { side, imagenet },
    threads,
  );
  const runs: BackboneRun[] = [];
  let prepared: ReadonlyMap<string, PreparedPicture>;
  try {
    const ofData = draws.flatMap(({ originals, spare }) => [...originals, ...spare]);
    const ofTests = draws.flatMap((drawn) => [...drawn.elsewhere.values()].flat());
    prepared = await preparePictures(
      [
        { root: options.data, entries: uniqueBy(ofData, ({ id }) => id) },
        { root: options.tests, entries: uniqueBy(ofTests, ({ id }) => id) },
      ],
      {
        cache: cropCache(detector, side),
        side,
        pool,
        progress,
        kind: FACES,
      },
    );
    for (const drawn of draws) {
      const pictures = settlePictures(drawn, (id) => prepared.get(id)!.thumbnail);
      const splits = planSplits(pictures, rowsOf(drawn.backbone, quick), seed);
      const features = await extractFeatures(examplesOf(pictures, splits), {
        backbone: drawn.backbone,
        cache: featureCache(hashes.get(drawn.backbone)!, side),
        seed,
        crops: pictures.entries.map(({ id }) => prepared.get(id)!.crop),
        ids: pictures.entries.map(({ id }) => id),
        equalized: [false, true],
        pool,
        progress,
        kind: featuresOf(drawn.backbone),
      });
      runs.push({ pictures, splits, features });
    }
  } finally {
    await pool.close();
  }

  const answers = new Map<BackboneId, readonly CellAnswer[]>();
  for (const run of runs) {
    const { backbone } = run.pictures;
    answers.set(backbone, await trainAndTest(run, source, hashes.get(backbone)!, options, progress));
  }

  const cells = runs.flatMap(({ pictures }) =>
    answers.get(pictures.backbone)!.map((answer) => reportCell(pictures.backbone, answer, elsewhereNames(pictures))),
  );
  const facts = {
    classifiers: CLASSIFIERS.map(({ id, name, shortName }) => ({ id, name, shortName })),
    backbones: [
      ...kept.backbones,
      ...runs.map(({ pictures, splits }) =>
        reportBackbone(pictures, splits, {
          sha256: hashes.get(pictures.backbone)!,
          originals: source.describe(pictures.backbone),
          isFound: (id) => prepared.get(id)!.found,
        }),
      ),
    ],
    splits: [
      ...kept.splits,
      ...runs.flatMap(({ pictures, splits }) => splits.map((split) => reportSplit(pictures.backbone, split))),
    ],
    cells: [...kept.cells, ...cells],
    leakage: [...kept.leakage, ...leakageOf(cells)],
    pairedTests: [
      ...kept.pairedTests,
      ...runs.flatMap(({ pictures }) => pairedTests(pictures.backbone, answers.get(pictures.backbone)!)),
    ],
  };
  // The last is ours where ours was run.
  const shipped = options.backbones.at(-1)!;
  return {
    version: REPORT_VERSION,
    madeBy: madeBy(options),
    quick,
    settings,
    notes: [
      ...notesOf(
        options,
        source,
        runs.map(({ pictures }) => pictures),
      ),
      ...kept.notes,
    ],
    ...facts,
    findings: findingsOf(facts),
    ...(kept.choices ?? { best: bestOf(shipped, answers.get(shipped)!), headsFrom: headsFromOf(shipped, cells) }),
  };
}

/** Every example of a run, each of which needs features. */
function examplesOf(pictures: RunPictures, splits: readonly PlannedSplit[]): Example[] {
  return [
    ...splits.flatMap(({ train, test, calibration }) => [...train, ...test, ...calibration]),
    ...[...pictures.elsewhereIndices.values()].flatMap((indices) => asTheyAre(pictures, indices)),
  ];
}

/** Data sets with at least one picture. */
function elsewhereNames({ elsewhereIndices }: RunPictures): string[] {
  return [...elsewhereIndices].flatMap(([set, indices]) => (indices.length > 0 ? [set] : []));
}

async function trainAndTest(
  { pictures, splits, features }: BackboneRun,
  source: PictureSource,
  sha256: string,
  { seed, threads, side }: ExperimentOptions,
  progress: Progress,
): Promise<CellAnswer[]> {
  const rowsOfExamples = (examples: readonly Example[], equalized: boolean): LabelledRows => ({
    rows: examples.map((example) => features.row(example, equalized)),
    labels: examples.map(({ label }) => label),
  });
  const sets = splits.flatMap(({ row, protocol, train, test, calibration }) =>
    [false, true].map((equalized): FeatureSet => {
      const elsewhere = elsewhereNames(pictures).map((set) =>
        rowsOfExamples(asTheyAre(pictures, pictures.elsewhereIndices.get(set)!), equalized),
      );
      return {
        row,
        protocol,
        equalized,
        train: rowsOfExamples(train, equalized),
        calibration: rowsOfExamples(calibration, equalized),
        tests: [rowsOfExamples(test, equalized), ...elsewhere],
        validation: test.map(({ picture }) => source.mayChoose(pictures.entries[picture].id)),
      };
    }),
  );
  const pool = createThreadPool<CellJob, readonly CellOutcome[]>(
    new URL("./cell-thread.ts", import.meta.url),
    { matrix: features.matrix },
    threads,
  );
  try {
    return await runCells(sets, {
      cache: CELL_CACHE,
      features: `${sha256} ${side}`,
      keyOf: features.key,
      seed,
      pool,
      progress,
      kind: classifiersOf(pictures.backbone),
    });
  } finally {
    await pool.close();
  }
}

function madeBy({ quick, backbones, keep }: ExperimentOptions): ExperimentReport["madeBy"] {
  const settings = [...(quick ? ["--quick"] : []), ...(keep ? [`--backbones ${backbones.join(",")} --keep FILE`] : [])];
  return {
    command: ["npm run experiments", ...(settings.length > 0 ? ["--", ...settings] : [])].join(" "),
    commit: commitOf(ROOT),
    date: today(),
    machine: machineName(),
  };
}

function uniqueBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function isFullReport(path: string): boolean {
  return existsSync(path) && !(JSON.parse(readFileSync(path, "utf8")) as Partial<ExperimentReport>).quick;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.quick && isFullReport(options.out)) {
    throw new UsageError(`--out: got ${options.out}, a report of all pictures, expected another file for a quick run`);
  }
  const startMs = performance.now();
  const progress = createProgress({ stream: process.stderr, threads: options.threads });
  let report: ExperimentReport;
  try {
    report = await runExperiments(options, progress);
  } finally {
    progress.end();
  }
  writeReport(options.out, report, parseReport);
  for (const { text } of report.findings) console.log(`- ${text}`);
  console.log(`- Best: ${report.best.why}`);
  console.log(`- Shipped heads: ${report.headsFrom.why}`);
  console.log(`wrote ${options.out} in ${timeInWords((performance.now() - startMs) / 1000)}`);
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof UsageError ? `${message}\n\n${USAGE}` : `experiments: ${message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
