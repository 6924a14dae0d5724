/**
 * What the quality gates are worth: FER2013's PublicTest made worse step by step, and how often ordinary pictures are
 * refused. A gate is right where refused faces are read clearly worse than the others.
 *
 *   npm run bench:quality -- --data ../shared/data [--pictures 300] [--size 96]
 *
 * In: the archives of --data; the thresholds are chosen on PublicTest, so PrivateTest is never opened. Only happy, sad and
 * surprised faces count, with their published labels. Out: tables on stdout and docs/quality-gates.json (figures
 * only), from which scripts/write-figures.ts makes a table. No randomness. One process; half an hour at 300 pictures.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import sharp from "sharp";
import { openPipeline } from "../cli/open-pipeline";
import { alignFace } from "../lib/align/align-face";
import { padPicture } from "../lib/align/pad-picture";
import { shareOf, type Share } from "../lib/evidence/share";
import { percentOf } from "../components/lab/format";
import { isExpression } from "../lib/labels/is-expression";
import { findFaceInCrop } from "../lib/pipeline/find-face-in-crop";
import { runCrop, runFrame } from "../lib/pipeline/run-frame";
import { measureFace, type FaceMeasures } from "../lib/quality/measure-face";
import * as limits from "../lib/quality/thresholds";
import {
  EXPRESSIONS,
  GATE_STATUSES,
  INPUT_SIDES,
  type DetectedFace,
  type FaceReading,
  type GateStatus,
  type Label7,
  type Picture,
} from "../lib/types";
import { requireDataFolder } from "../training/data-folder";
import { DEGRADATIONS } from "./degradations";
import { rightByBin, type Bin, type MeasuredFace } from "./quality/bins";
import { QUALITY_REPORT, type DegradationRow, type QualitySummary } from "./quality/report";
import { evenly, QUALITY_SETS, readSamples, toPicture, type QualitySet, type Sample } from "./quality-sets";

/** A 48 pixel crop needs surroundings to be a scene: the border that findFaceInCrop tries first. */
const SCENE_BORDER = 0.5;
const PERCENTILES = [0, 0.5, 1, 5, 50, 95, 99, 99.5, 100] as const;
interface Outcome {
  readonly sample: Sample;
  /** Null where no face was found. */
  readonly reading: FaceReading | null;
}

const { values } = parseArgs({
  options: { data: { type: "string" }, pictures: { type: "string" }, size: { type: "string" } },
});
const data = requireDataFolder(values.data);
const pictures = Number(values.pictures ?? 300);
const inputSide = INPUT_SIDES.find((side) => String(side) === (values.size ?? "96"));
if (!inputSide || !(pictures >= EXPRESSIONS.length)) {
  throw new Error(
    `got --size ${values.size} --pictures ${values.pictures}, expected ${INPUT_SIDES.join(", ")}; 3 or more`,
  );
}

const pipeline = await openPipeline();
const { manifest } = pipeline;
const settings = { inputSide, head: manifest.defaultHead, equalize: true };
const readScene = async (picture: Picture): Promise<FaceReading | null> =>
  (await runFrame(pipeline, picture, settings)).faces[0] ?? null;
const readCrop = async (picture: Picture): Promise<FaceReading | null> =>
  (await runCrop(pipeline, picture, settings)).faces.find(({ status }) => status !== "unaligned") ?? null;

const measure = (picture: Picture, face: DetectedFace): FaceMeasures =>
  measureFace(picture, face, alignFace(picture, face.keypoints, inputSide));
const isRight = ({ sample, reading }: Outcome): boolean => reading?.expression === sample.label;

const isGated = ({ status }: FaceReading): boolean => GATE_STATUSES.some((gate) => gate === status);

function summarize(outcomes: readonly Outcome[]): QualitySummary {
  const found = outcomes.flatMap(({ sample, reading }) => (reading ? [{ sample, reading }] : []));
  const rightOf = (some: typeof found): Share => {
    const labelled = some.filter(({ sample }) => isExpression(sample.label));
    const right = labelled.filter(({ sample, reading }) => reading.expression === sample.label);
    return shareOf(right.length, labelled.length);
  };
  const gated = found.filter(({ reading }) => isGated(reading));
  const count = (status: GateStatus): number => gated.filter(({ reading }) => reading.status === status).length;
  return {
    pictures: outcomes.length,
    found: found.length,
    gated: shareOf(gated.length, found.length),
    gatedBy: Object.fromEntries(GATE_STATUSES.filter(count).map((status) => [status, count(status)])),
    all: rightOf(found),
    kept: rightOf(found.filter(({ reading }) => !isGated(reading))),
    refused: rightOf(gated),
  };
}

function print(name: string, { pictures: count, found, gated, gatedBy, all, kept, refused }: QualitySummary): void {
  const cells = [name, `${found}/${count}`, ...[gated, all, kept, refused].map(percentOf), JSON.stringify(gatedBy)];
  console.log(`| ${cells.join(" | ")} |`);
}

function printHead(title: string): void {
  console.log(`\n### ${title}\n\n|  | found | gated | right of all | right of kept | right of gated | by |`);
  console.log(`|${" --- |".repeat(7)}`);
}

/** Each degradation and step on the same scenes. */
async function measureDegradations(samples: readonly Sample[]) {
  const scenes: { sample: Sample; picture: Picture; face: DetectedFace }[] = [];
  for (const sample of samples) {
    const { picture } = padPicture(await toPicture(sharp(sample.bytes)), SCENE_BORDER);
    const [face] = await pipeline.detector.detect(picture);
    if (face) scenes.push({ sample, picture, face });
  }
  const rows: DegradationRow[] = [];
  const bins: { degradation: string; bins: Bin[] }[] = [];
  for (const { name, unit, steps, measures, apply } of DEGRADATIONS) {
    printHead(`${name} (${unit})`);
    const measured: MeasuredFace[] = [];
    for (const step of [null, ...steps]) {
      const outcomes: Outcome[] = [];
      for (const { sample, picture, face } of scenes) {
        const degraded = step === null ? picture : await toPicture(apply(picture, face, step));
        const outcome = { sample, reading: await readScene(degraded) };
        outcomes.push(outcome);
        const [found] = measures.length ? await pipeline.detector.detect(degraded) : [];
        if (found) measured.push({ measures: measure(degraded, found), right: isRight(outcome) });
      }
      const summary = summarize(outcomes);
      print(step === null ? "as it is" : String(step), summary);
      rows.push({ degradation: name, unit, step, ...summary });
    }
    bins.push({ degradation: name, bins: measures.flatMap((one) => printBins(rightByBin(measured, one))) });
  }
  return { degradations: rows, degradationBins: bins };
}

/** Pictures as they are: false refusals, the spread of each measure, and how right the bins are. */
async function measureSet(set: QualitySet, samples: readonly Sample[]) {
  const asCrop: Outcome[] = [];
  const asScene: Outcome[] = [];
  const measured: (MeasuredFace & { readonly label: Label7 })[] = [];
  for (const sample of samples) {
    const picture = await toPicture(sharp(sample.bytes));
    const outcome = { sample, reading: await readCrop(picture) };
    asCrop.push(outcome);
    const scene = set === "public_test" ? padPicture(picture, SCENE_BORDER).picture : picture;
    asScene.push({ sample, reading: await readScene(scene) });
    const face = await findFaceInCrop(picture, pipeline.detector);
    if (!face) continue;
    measured.push({ measures: measure(picture, face), right: isRight(outcome), label: sample.label });
  }
  printHead(`${set}, not degraded`);
  const [crops, scenes] = [summarize(asCrop), summarize(asScene)];
  print("--crops", crops);
  print("as scenes", scenes);

  const names = Object.keys(measured[0]?.measures ?? {}) as (keyof FaceMeasures)[];
  const spread = Object.fromEntries(
    names.map((name) => {
      const sorted = measured.map(({ measures }) => measures[name]).sort((a, b) => a - b);
      const at = (percentile: number): number =>
        sorted[Math.min(sorted.length - 1, Math.floor((percentile / 100) * sorted.length))];
      return [name, Object.fromEntries(PERCENTILES.map((one) => [one, Number(at(one).toFixed(4))]))];
    }),
  );
  const labelled = measured.filter(({ label }) => isExpression(label));
  const bins = (["turn", "sharpness"] as const).flatMap((one) => printBins(rightByBin(labelled, one)));
  return { set, crops, scenes, percentiles: spread, bins };
}

function printBins(bins: Bin[]): Bin[] {
  for (const { measure: name, from, below, right } of bins) {
    console.log(`${name} from ${from} below ${below}: ${percentOf(right)} of ${right.of}`);
  }
  return bins;
}

const samples = readSamples(data, "public_test").filter(({ label }) => isExpression(label));
const chosen = EXPRESSIONS.flatMap((expression) =>
  evenly(
    samples.filter(({ label }) => label === expression),
    Math.floor(pictures / EXPRESSIONS.length),
  ),
);
const undegraded = [];
for (const set of QUALITY_SETS) {
  undegraded.push(await measureSet(set, set === "public_test" ? samples : readSamples(data, set)));
}
const degraded = await measureDegradations(chosen);
pipeline.dispose();

const report = {
  madeBy: "bench/quality-gates.ts",
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} cores, ${cpus()[0].model}`,
  backbone: manifest.backbone.sha256,
  size: inputSide,
  head: settings.head,
  limits: { ...limits, MAXIMUM_COVERED: manifest.coveredGate?.maximumCovered ?? null },
  undegraded,
  ...degraded,
};
writeFileSync(QUALITY_REPORT, `${JSON.stringify(report, null, 1)}\n`);
console.log(`\n${QUALITY_REPORT}`);
