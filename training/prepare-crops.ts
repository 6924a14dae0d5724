/**
 * Writes the training crops with the project's own read -> detect -> align code, so that the backbone learns on what it
 * will see. Equalization follows in preprocess.py (its twin), after augmentation.
 *
 *   npm run train:crops -- --data ../shared/data --out training/work
 *
 * In: the archives of --data (ZIP) or folders <set>/<split>/, also <set>/<label>/ (an ImageFolder). Out, a set:
 * <set>.u8 ([n, 128, 128] uint8 luma) and <set>.json ({side, rows: [{file, archive, found, score}]}), in the order of
 * the file names. No randomness.
 */
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { unzipSync } from "fflate";
import { parseCommandLine } from "../cli/parse-command-line";
import { readPicture } from "../cli/read-picture";
import { MODELS_FOLDER } from "../cli/shipped-models";
import { fromTypedIn } from "../cli/typed-in";
import { wholeNumber } from "../cli/whole-number";
import { alignCrop } from "../lib/align/align-face";
import { createFaceDetector } from "../lib/detect/create-face-detector";
import { findFaceInCrop } from "../lib/pipeline/find-face-in-crop";
import { isFolder } from "./archives";
import { requireDataFolder } from "./data-folder";
import { replaceFile } from "./replace-file";

/** Larger than FER2013's 48 and about as large as the web sets' faces. */
const CROP_SIDE = 128;

interface Row {
  archive: string;
  file: string;
  found: boolean;
  score: number;
}
interface Job {
  set: string;
  data: string;
  part: number;
  parts: number;
}

/** All pictures of a set: [archive, file, bytes], sorted. */
function* readSet(folder: string): Generator<[string, string, Uint8Array]> {
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry);
    if (entry.endsWith(".zip")) {
      const files = unzipSync(readFileSync(path));
      for (const name of Object.keys(files).sort()) yield [basename(entry, ".zip"), name, files[name]];
    } else if (isFolder(path)) {
      for (const name of readdirSync(path).sort()) {
        const file = join(path, name);
        if (!statSync(file).isFile()) throw new Error(`${file}: got a folder, expected pictures in ${path}`);
        yield [entry, name, readFileSync(file)];
      }
    }
  }
}

async function loadDetector() {
  setWasmPaths(join(import.meta.dirname, "../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/"));
  await tf.setBackend("wasm");
  const folder = join(MODELS_FOLDER, "detector");
  const model = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const weights = new Uint8Array(readFileSync(join(folder, "weights.bin")));
  return createFaceDetector({
    format: "graph-model",
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: weights.buffer,
  });
}

async function cropPart({ set, data, part, parts }: Job): Promise<{ rows: Row[]; crops: Uint8Array }> {
  const detector = await loadDetector();
  const rows: Row[] = [];
  const crops: Uint8Array[] = [];
  let index = 0;
  for (const [archive, file, bytes] of readSet(join(data, set))) {
    if (index++ % parts !== part) continue;
    const picture = await readPicture(bytes).catch((error: Error) => {
      throw new Error(`${set}/${archive}/${file}: got ${error.message}, expected a picture`);
    });
    const face = await findFaceInCrop(picture, detector);
    const crop = alignCrop(picture, face, CROP_SIDE);
    crops.push(crop.data);
    rows.push({ archive, file, found: face !== null, score: Number((face?.score ?? 0).toFixed(4)) });
  }
  detector.dispose();
  return { rows, crops: new Uint8Array(Buffer.concat(crops)) };
}

function inWorker(job: Job): Promise<{ rows: Row[]; crops: Uint8Array }> {
  return new Promise((resolve, reject) => {
    // Node 20 does not carry tsx's loader into a worker by itself, so the worker registers it first.
    const start = `import("tsx/esm/api").then(({ register }) => (register(), import(${JSON.stringify(import.meta.url)})))`;
    const worker = new Worker(start, { eval: true, workerData: job });
    worker.once("message", resolve).once("error", reject);
  });
}

async function main(): Promise<void> {
  const { values } = parseCommandLine({
    options: {
      data: { type: "string" },
      out: { type: "string" },
      sets: { type: "string" },
      threads: { type: "string" },
    },
  });
  const data = requireDataFolder(values.data);
  const out = fromTypedIn(values.out ?? join(import.meta.dirname, "work"));
  const parts = wholeNumber("--threads", values.threads, 1, 64) ?? cpus().length;
  mkdirSync(out, { recursive: true });
  const sets = values.sets?.split(",") ?? readdirSync(data).filter((name) => isFolder(join(data, name)));
  for (const set of sets) {
    const jobs = Array.from({ length: parts }, (_, part) => inWorker({ set, data, part, parts }));
    const results = await Promise.all(jobs);
    const count = results.reduce((sum, { rows }) => sum + rows.length, 0);
    if (count === 0) throw new Error(`${set}: got no pictures, expected some in ${join(data, set)}`);
    const rows: Row[] = [];
    const crops = new Uint8Array(count * CROP_SIDE * CROP_SIDE);
    for (let index = 0; index < count; index++) {
      const { rows: partRows, crops: partCrops } = results[index % parts];
      const row = Math.floor(index / parts);
      rows.push(partRows[row]);
      crops.set(partCrops.subarray(row * CROP_SIDE ** 2, (row + 1) * CROP_SIDE ** 2), index * CROP_SIDE ** 2);
    }
    replaceFile(join(out, `${set}.u8`), crops);
    replaceFile(join(out, `${set}.json`), JSON.stringify({ side: CROP_SIDE, rows }));
    const found = rows.filter((row) => row.found).length;
    console.log(`${set}: ${count} crops, face found in ${found} (${((100 * found) / count).toFixed(1)} %)`);
  }
}

if (isMainThread) await main();
else parentPort!.postMessage(await cropPart(workerData as Job));
