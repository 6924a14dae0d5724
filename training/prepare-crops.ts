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
import { mkdirSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { createThreadPool, type ThreadPool } from "../cli/thread-pool";
import { fromTypedIn } from "../cli/typed-in";
import { wholeNumber } from "../cli/whole-number";
import { isFolder, picturesOfSet, readPictures } from "./archives";
import type { CropJob, CropResult, CropThreadData } from "./crop-thread";
import { requireDataFolder } from "./data-folder";
import { replaceFile } from "./replace-file";

/** Larger than FER2013's 48 and about as large as the web sets' faces. */
const CROP_SIDE = 128;
const THREAD = new URL("./crop-thread.ts", import.meta.url);

interface Row {
  archive: string;
  file: string;
  found: boolean;
  score: number;
}
type CropPool = ThreadPool<CropJob, CropResult>;

async function cropSet(pool: CropPool, data: string, set: string): Promise<{ rows: Row[]; crops: Uint8Array }> {
  const folder = join(data, set);
  const pictures = picturesOfSet(folder).map((id, index) => ({ id, index }));
  if (pictures.length === 0) throw new Error(`${set}: got no pictures, expected some in ${folder}`);
  const rows: Row[] = [];
  const crops = new Uint8Array(pictures.length * CROP_SIDE ** 2);
  function* jobs(): Generator<CropJob> {
    for (const [picture, bytes] of readPictures(dirname(folder), pictures)) yield { ...picture, bytes };
  }
  await pool.run(jobs(), ({ id, index }, { crop, found, score }) => {
    const [, archive, ...names] = id.split("/");
    rows[index] = { archive, file: names.join("/"), found, score: Number(score.toFixed(4)) };
    crops.set(crop, index * CROP_SIDE ** 2);
  });
  return { rows, crops };
}

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
const threads = wholeNumber("--threads", values.threads, 1, 64) ?? cpus().length;
mkdirSync(out, { recursive: true });
const sets = values.sets?.split(",") ?? readdirSync(data).filter((name) => isFolder(join(data, name)));
const threadData: CropThreadData = { side: CROP_SIDE };
const pool: CropPool = createThreadPool(THREAD, threadData, threads);
try {
  for (const set of sets) {
    const { rows, crops } = await cropSet(pool, data, set);
    replaceFile(join(out, `${set}.u8`), crops);
    replaceFile(join(out, `${set}.json`), JSON.stringify({ side: CROP_SIDE, rows }));
    const found = rows.filter((row) => row.found).length;
    const percent = ((100 * found) / rows.length).toFixed(1);
    console.log(`${set}: ${rows.length} crops, face found in ${found} (${percent} %)`);
  }
} finally {
  await pool.close();
}
