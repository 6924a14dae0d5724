/**
 * `npm run ship:heads`: the seven heads from the experiment's best honest feature set. In order: read what the report
 * chose, find pictures, extract features, train and calibrate, hold against the shipped heads on PublicTest, write head
 * files and manifest. Exit code 0, 1 for a fault or for heads that are worse, 2 for a wrong command line.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../cli/usage-error";
import { MODELS_FOLDER, readShippedManifest } from "../../cli/shipped-models";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { parseReport } from "../../lib/evidence/report-schema";
import { percent } from "../../lib/evidence/format";
import type { Share } from "../../lib/evidence/share";
import { createHead } from "../../lib/heads";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import type { HeadFit } from "../../lib/heads/head-file";
import type { Manifest } from "../../lib/models/manifest";
import { QUICK_SHARE } from "../experiments/plan";
import { createProgress } from "../experiments/progress-bar";
import { commitOf } from "../provenance";
import { replaceFile } from "../replace-file";
import { headExamples } from "./head-examples";
import { headFeatures } from "./head-features";
import { findHeadPictures } from "./head-pictures";
import type { TrainedFile } from "./head-thread";
import { bestHead, figuresOf, reasonNotToShip, type HeadFigures, type ReadFace } from "./judge-heads";
import { parseOptions, USAGE, type ShipOptions } from "./options";
import { recipeOf, type Recipe } from "./recipe";
import { trainHeads } from "./train-heads";
import { updateManifest } from "./update-manifest";

const COMMAND = "npm run ship:heads";
const ROOT = join(import.meta.dirname, "../..");

interface MadeHeads {
  readonly files: ReadonlyMap<string, TrainedFile>;
  /** PublicTest's faces. */
  readonly faces: readonly ReadFace[];
  /** What they were trained on, in words. */
  readonly trainedOn: string;
}

async function makeHeads(
  { data, quick, threads }: ShipOptions,
  { row, seed }: Recipe,
  manifest: Manifest,
): Promise<MadeHeads> {
  const share = quick ? QUICK_SHARE : 1;
  const pictures = await findHeadPictures(data, share, seed);
  const examples = headExamples(pictures, row, share);
  const progress = createProgress({ stream: process.stderr, threads });
  try {
    const features = await headFeatures(pictures, examples, { root: data, manifest, seed, threads, progress });
    const files = await trainHeads(examples, features, { fit: fitOf(manifest), seed, threads, progress });
    const faces = pictures.choosing.map(({ raw, majority }, index): ReadFace => {
      const start = features.row(examples.choosing[index], true) * EMBEDDING_FEATURES;
      return { raw, majority, embedding: features.matrix.subarray(start, start + EMBEDDING_FEATURES) };
    });
    const { training, few } = examples;
    const copies = training.length - pictures.training.length;
    const trainedOn =
      `Trained on ${pictures.training.length} originals of FER2013's Training whose label two of ten people share and ${copies} ` +
      "turned copies, the cubic SVM " +
      `on ${few.length} of the originals; calibrated on PublicTest.`;
    return { files, faces, trainedOn };
  } finally {
    progress.end();
  }
}

const fitOf = ({ backbone, preprocessing }: Manifest): HeadFit => ({ backbone: backbone.sha256, preprocessing });

function compare(manifest: Manifest, { files, faces }: MadeHeads): { shipped: HeadFigures[]; made: HeadFigures[] } {
  const read = (bytes: Uint8Array, path: string): HeadFigures =>
    figuresOf(createHead(bytes, path, fitOf(manifest), EMBEDDING_FEATURES), faces);
  const shipped = manifest.heads.map(({ file }) => read(readFileSync(join(MODELS_FOLDER, file)), file));
  const made = CLASSIFIERS.map(({ id }) => read(files.get(id)!.file, id));
  return { shipped, made };
}

function print(shipped: readonly HeadFigures[], made: readonly HeadFigures[], { files }: MadeHeads): void {
  console.log("PublicTest, new heads (shipped ones):");
  for (const { id, name, raw, majority } of made) {
    const before = shipped.find((head) => head.id === id);
    const was = (share: Share | undefined): string => (share ? ` (${percent(share.rate)})` : "");
    const { heldError, file } = files.get(id)!;
    console.log(
      `  ${name}: ${percent(raw.rate)}${was(before?.raw)} by label, ${percent(majority.rate)}${was(before?.majority)} by FER+ ` +
        `majority; calibration error ${heldError.before.toFixed(3)}, calibrated ${heldError.after.toFixed(3)}; ` +
        `${file.length} bytes`,
    );
  }
}

/** Heads first: a manifest names no file that is not there yet. */
function write(out: string, manifest: Manifest, files: ReadonlyMap<string, TrainedFile>): void {
  for (const { id, file } of manifest.heads) replaceFile(join(out, file), files.get(id)!.file);
  replaceFile(join(out, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const manifest = readShippedManifest();
  const report = parseReport(JSON.parse(readFileSync(options.report, "utf8")), options.report);
  const recipe = recipeOf(report, manifest, options.quick);
  console.log(recipe.chosenFrom);

  const heads = await makeHeads(options, recipe, manifest);
  console.log(heads.trainedOn);
  const { shipped, made } = compare(manifest, heads);
  print(shipped, made, heads);
  const best = bestHead(made);
  const reason = reasonNotToShip(
    shipped.find(({ id }) => id === manifest.defaultHead)!,
    best,
  );
  if (reason && !options.force) throw new Error(reason);

  const updated = updateManifest(manifest, new Map([...heads.files].map(([id, { file }]) => [id, file])), best.id, {
    commit: commitOf(ROOT),
    command: COMMAND,
    seed: recipe.seed,
    chosenFrom: `${recipe.chosenFrom} ${heads.trainedOn}`,
  });
  write(options.out, updated, heads.files);
  console.log(`wrote seven heads and manifest.json into ${options.out}; the default is the ${best.name}. Then:`);
  console.log("npm run train:readings, npm run measure:accuracy -- --data DIR, npm run figures");
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof UsageError ? `${message}\n\n${USAGE}` : `ship:heads: ${message}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
