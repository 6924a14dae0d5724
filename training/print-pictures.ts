/** Pictures of the archives -> what tells copies of them, on all cores. 60,000 pictures take about a minute on two. */
import { availableParallelism } from "node:os";
import { createThreadPool } from "../cli/thread-pool";
import { readPictures, type ArchivedPicture } from "./archives";
import type { FilePrint } from "./print-picture";
import type { PrintJob } from "./print-thread";

const THREAD = new URL("./print-thread.ts", import.meta.url);
/** Pictures a job. */
const BATCH = 64;

/** In the order of `pictures`. Throws Error that names a picture which cannot be read. */
export async function printPictures(root: string, pictures: readonly ArchivedPicture[]): Promise<FilePrint[]> {
  const byId = new Map<string, FilePrint>();
  const pool = createThreadPool<PrintJob, readonly FilePrint[]>(THREAD, null, availableParallelism());
  try {
    await pool.run(batches(root, pictures), (_, prints) => {
      for (const print of prints) byId.set(print.id, print);
    });
  } finally {
    await pool.close();
  }
  return pictures.map(({ id }) => byId.get(id)!);
}

function* batches(root: string, pictures: readonly ArchivedPicture[]): Generator<PrintJob> {
  let batch: PrintJob[number][] = [];
  for (const [{ id }, bytes] of readPictures(root, pictures)) {
    batch.push({ id, bytes });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
