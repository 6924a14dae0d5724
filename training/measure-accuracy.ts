/**
 * Measures the shipped files on pictures that were never trained on, the way `npm run classify -- --crops` reads them
 * but with all heads at once, and writes public/models/accuracy.json: the evidence page shows it, and
 * scripts/write-figures.ts fills the tables of README and MODEL_CARD from it. FER2013's figures also go into the manifest.
 *
 *   npm run measure:accuracy -- --data ../shared/data [--sizes 96,128,224] [--sets public_test,jaffe,...] [--again]
 *
 * FER2013's PublicTest is the set choices were made on; everything else is only reported. Pictures with aligned=0 (label
 * not certain) count too where the label is published, as in other people's figures. One thread a core; no randomness.
 * A row is stored once it is measured, and not measured again while the model files are the same, unless --again.
 */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { MODELS_FOLDER, readShippedManifest } from "../cli/shipped-models";
import { createThreadPool, type ThreadPool } from "../cli/thread-pool";
import {
  resultOf,
  TEST_SETS,
  type AccuracyRow,
  type MeasuredModels,
  type TestSet,
} from "../lib/evidence/accuracy-schema";
import { accuracyOf, accuracyOrNull } from "../lib/evidence/confusion";
import { percent } from "../lib/evidence/format";
import type { Manifest } from "../lib/models/manifest";
import { INPUT_SIDES, type DetectedFace, type InputSide } from "../lib/types";
import { modelsOf, readStoredRows, writeAccuracy } from "./accuracy/accuracy-file";
import { accuracyRow } from "./accuracy/accuracy-row";
import type { AccuracyJob } from "./accuracy/accuracy-thread";
import type { AnsweredPicture, PictureAnswer } from "./accuracy/read-test-picture";
import { requireDataFolder } from "./data-folder";
import { today } from "./provenance";
import { replaceFile } from "./replace-file";
import { listTestSet, readTestSet } from "./test-sets";

const OUT = join(MODELS_FOLDER, "accuracy.json");
const MANIFEST = join(MODELS_FOLDER, "manifest.json");
const THREAD = new URL("./accuracy/accuracy-thread.ts", import.meta.url);

interface Options {
  readonly data: string;
  readonly sizes: readonly InputSide[];
  readonly sets: readonly TestSet[];
  readonly again: boolean;
}

function readOptions(): Options {
  const { values } = parseCommandLine({
    options: {
      data: { type: "string" },
      sizes: { type: "string" },
      sets: { type: "string" },
      again: { type: "boolean" },
    },
  });
  const { data, sizes, sets, again } = values;
  return {
    data: requireDataFolder(data),
    sizes: listOf("--sizes", sizes, INPUT_SIDES),
    sets: listOf("--sets", sets, TEST_SETS),
    again: again ?? false,
  };
}

/** Some of `known`, separated by commas; all where nothing was said. */
function listOf<Item extends string | number>(
  option: string,
  text: string | undefined,
  known: readonly Item[],
): readonly Item[] {
  return (
    text?.split(",").map((word) => {
      const found = known.find((item) => String(item) === word);
      if (found === undefined) throw new Error(`${option}: got "${word}", expected some of ${known.join(",")}`);
      return found;
    }) ?? known
  );
}

/** By set and file: a picture's face is the same at every size. */
const faces = new Map<string, DetectedFace | null>();

async function answersTo(
  data: string,
  { set, size }: Pick<AccuracyRow, "set" | "size">,
  pool: ThreadPool<AccuracyJob, PictureAnswer>,
): Promise<AnsweredPicture[]> {
  const pictures = readTestSet(data, set);
  const answered: AnsweredPicture[] = [];
  const placeOf = (file: string): string => `${set}/${file}`;
  const jobs = Array.from(pictures, ([file, { bytes }]): AccuracyJob => ({
    set,
    file,
    bytes,
    size,
    face: faces.get(placeOf(file)),
  }));
  await pool.run(jobs, ({ file }, answer) => {
    faces.set(placeOf(file), answer.face);
    answered.push({ truth: pictures.get(file)!.truth, answer });
  });
  return answered;
}

/** FER2013's figures of the default head also stand in the manifest, beside the files they belong to. */
function writeIntoManifest(models: MeasuredModels, row: AccuracyRow): void {
  if (row.set !== "public_test" && row.set !== "private_test") return;
  const manifest = JSON.parse(readFileSync(MANIFEST, "utf8")) as Manifest;
  const { confusion, majorityConfusion } = resultOf({ models }, row);
  manifest.accuracy[row.set === "public_test" ? "publicTest" : "privateTest"][row.size] = {
    threeRaw: accuracyOf(confusion).rate,
    threeMajority: accuracyOrNull(majorityConfusion)?.rate ?? 0,
    seven: accuracyOf(row.confusion7).rate,
  };
  replaceFile(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
}

/** `how`: in how much time, or when it was measured. */
function print(models: MeasuredModels, row: AccuracyRow, how: string): void {
  const three = `three classes ${percent(accuracyOf(resultOf({ models }, row).confusion).rate)}`;
  const seven = `seven labels ${percent(accuracyOf(row.confusion7).rate)}`;
  console.log(`${row.set}, ${row.size} px: ${three}, ${seven}; ${row.pictures} pictures, measured ${how}`);
}

const { data, sizes, sets, again } = readOptions();
const models = modelsOf(readShippedManifest());
const stored = readStoredRows(OUT, models);
if (stored.reason) console.log(`${stored.reason}: all rows are measured anew`);
const keyOf = ({ set, size }: Pick<AccuracyRow, "set" | "size">): string => `${set} ${size}`;
const rows = new Map(stored.rows.map((row) => [keyOf(row), row]));
const isStored = (place: Pick<AccuracyRow, "set" | "size">): boolean => !again && rows.has(keyOf(place));
// Of a set that is not as it should be somebody wants to hear now, not after an hour.
for (const set of sets) if (!sizes.every((size) => isStored({ set, size }))) listTestSet(data, set);
const pool = createThreadPool<AccuracyJob, PictureAnswer>(THREAD, null, availableParallelism());
try {
  // Sizes outside: a thread loads the backbone's weights anew for each.
  for (const size of sizes) {
    for (const set of sets) {
      if (isStored({ set, size })) {
        const row = rows.get(keyOf({ set, size }))!;
        writeIntoManifest(models, row);
        print(models, row, "before; --again measures anew");
        continue;
      }
      const startMs = performance.now();
      const row = accuracyRow({ set, size }, await answersTo(data, { set, size }, pool), models);
      rows.set(keyOf(row), row);
      writeAccuracy(OUT, { date: today(), models, rows: [...rows.values()] });
      writeIntoManifest(models, row);
      print(models, row, `in ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
    }
  }
} finally {
  await pool.close();
}
