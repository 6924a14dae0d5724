/**
 * Time of the heads on one face: each alone, and all one after another, in several rounds (A B C A B C), so that a slow
 * minute of the machine meets all of them.
 *
 *   npm run bench:heads [-- --rounds 5 --calls 300]
 *
 * In: the bundled portrait's embedding and the shipped heads over the three expressions. A call is `classify`:
 * standardize, score, calibrate. Out: bench/heads-rate.json with each round's median, the median of the rounds and the
 * machine; with any but the default options, figures are only printed.
 */
import { join } from "node:path";
import { openPipeline } from "../cli/open-pipeline";
import { parseCommandLine } from "../cli/parse-command-line";
import { readPicture } from "../cli/read-picture";
import { wholeNumber } from "../cli/whole-number";
import { alignFace } from "../lib/align/align-face";
import { equalizeBiHistogram } from "../lib/equalize/bi-histogram";
import type { Pipeline } from "../lib/pipeline/load-pipeline";
import { median } from "../training/median";
import { reportHead, writeReport, type ReportHead } from "../training/report-file";

const OUT = join(import.meta.dirname, "heads-rate.json");
const PORTRAIT = join(import.meta.dirname, "../public/pictures/astronaut.png");
/** Of the shipped report. */
const DEFAULT_ROUNDS = 5;
const DEFAULT_CALLS = 300;
/** All heads one after another, as the panel "Why this label?" asks them. */
const ALL = "all";

export interface HeadsRate extends ReportHead {
  readonly node: string;
  /** A round's median is of so many calls. */
  readonly calls: number;
  /** Features of the embedding, and how many of them are 0, which the cubic SVM passes over. */
  readonly features: number;
  readonly zeroFeatures: number;
  /** In the order of the menu. */
  readonly medians: readonly { readonly id: string; readonly name: string; readonly ms: number }[];
  readonly allMs: number;
  readonly runs: readonly { readonly id: string; readonly ms: number }[];
}

const { values } = parseCommandLine({ options: { rounds: { type: "string" }, calls: { type: "string" } } });
const rounds = wholeNumber("--rounds", values.rounds, 1, 1000) ?? DEFAULT_ROUNDS;
const calls = wholeNumber("--calls", values.calls, 1, 100_000) ?? DEFAULT_CALLS;

async function embedPortrait({ finder, backbone, manifest }: Pipeline): Promise<Float32Array> {
  const picture = await readPicture(PORTRAIT);
  const [face] = await finder.find(picture, Infinity);
  const { side, data } = alignFace(picture, face.keypoints, manifest.backbone.defaultSide);
  return backbone.embed([{ side, data: equalizeBiHistogram(data) }]);
}

function medianMs(run: () => void): number {
  const times = Array.from({ length: calls }, () => {
    const startMs = performance.now();
    run();
    return performance.now() - startMs;
  });
  return median(times);
}

const pipeline = await openPipeline();
const embedding = await embedPortrait(pipeline);
const heads = [...pipeline.heads.values()];
pipeline.dispose();

const steps = [
  ...heads.map((head) => ({ id: head.id, run: () => void head.classify(embedding) })),
  { id: ALL, run: () => heads.forEach((head) => head.classify(embedding)) },
];
// The engine compiles what runs often.
for (const { run } of steps) medianMs(run);
const runs = Array.from({ length: rounds }, () => steps.map(({ id, run }) => ({ id, ms: medianMs(run) }))).flat();
const ofRounds = (id: string): number => median(runs.filter((run) => run.id === id).map(({ ms }) => ms));

const report: HeadsRate = {
  ...reportHead("bench/heads-rate.ts"),
  node: process.version,
  calls,
  features: embedding.length,
  zeroFeatures: embedding.filter((value) => value === 0).length,
  medians: heads.map(({ id, name }) => ({ id, name, ms: ofRounds(id) })),
  allMs: ofRounds(ALL),
  runs,
};
for (const { name, ms } of report.medians) console.log(`${name}: ${ms.toFixed(3)} ms`);
console.log(`all: ${report.allMs.toFixed(3)} ms; ${report.zeroFeatures} of ${report.features} features are 0`);
if (rounds === DEFAULT_ROUNDS && calls === DEFAULT_CALLS) {
  writeReport(OUT, report);
  console.log(OUT);
}
