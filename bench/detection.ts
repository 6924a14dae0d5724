/**
 * How often the face finder finds the face, what its second look is worth, and how right a face is read in its scene
 * against a tight crop of it: test pictures as they are, and shown in seven other ways (bench/detection/conditions.ts).
 *
 *   npm run bench:detection -- --data ../shared/data [--limit 300]
 *
 * Out: bench/detection.json, from which scripts/write-figures.ts makes a table. `--limit`: pictures of a set, evenly
 * spread; with any but the default, figures are only printed. One thread a core; no randomness. About an hour on two.
 */
import { availableParallelism } from "node:os";
import { parseCommandLine } from "../cli/parse-command-line";
import { createThreadPool, type ThreadPool } from "../cli/thread-pool";
import { wholeNumber } from "../cli/whole-number";
import { percent } from "../lib/evidence/format";
import { requireDataFolder } from "../training/data-folder";
import { modelReportHead, writeReport } from "../training/report-file";
import { readTestSet } from "../training/test-sets";
import { CONDITIONS } from "./detection/conditions";
import { countFound, type Answer, type DetectionRow } from "./detection/count-found";
import type { DetectionJob } from "./detection/detection-thread";
import { DETECTION_REPORT, type DetectionReport } from "./detection/report";
import { evenly } from "./samples";

/** Their pictures show one face each, large and in the middle. */
const SETS = ["ffhq", "webfaces", "jaffe"];
const DEFAULT_LIMIT = 300;
const THREAD = new URL("./detection/detection-thread.ts", import.meta.url);

function readOptions(): { data: string; limit: number } {
  const { data, limit } = parseCommandLine({
    options: { data: { type: "string" }, limit: { type: "string" } },
  }).values;
  return { data: requireDataFolder(data), limit: wholeNumber("--limit", limit, 1, 1_000_000) ?? DEFAULT_LIMIT };
}

async function measure(
  pool: ThreadPool<DetectionJob, readonly Answer[]>,
  data: string,
  set: string,
  limit: number,
): Promise<DetectionRow[]> {
  const files = [...readTestSet(data, set)].sort(([a], [b]) => (a < b ? -1 : 1));
  const jobs = evenly(files, limit).map(([file, { bytes, truth }], index): DetectionJob => ({
    file,
    index,
    bytes,
    label: truth.raw,
  }));
  const answers: Answer[] = [];
  await pool.run(jobs, (_, ofPicture) => void answers.push(...ofPicture));
  return countFound(
    set,
    CONDITIONS.map(({ id }) => id),
    answers,
  );
}

const { data, limit } = readOptions();
const pool = createThreadPool<DetectionJob, readonly Answer[]>(THREAD, null, availableParallelism());
const rows: DetectionRow[] = [];
try {
  for (const set of SETS) {
    const startMs = performance.now();
    const ofSet = await measure(pool, data, set, limit);
    rows.push(...ofSet);
    for (const { condition, first, second, crop, right } of ofSet) {
      const crops = crop ? `, --crops ${percent(crop.rate)}` : "";
      const looks = `first look ${percent(first.rate)}, second ${percent(second.rate)}${crops}`;
      const read = `read right ${percent(right.scene.rate)}, as a tight crop ${percent(right.tightCrop.rate)}`;
      console.log(`${set} ${condition}, ${first.of} pictures: ${looks}; ${read}`);
    }
    console.log(`  ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
  }
} finally {
  await pool.close();
}
if (limit === DEFAULT_LIMIT) {
  const report: DetectionReport = { ...modelReportHead("bench/detection.ts"), rows };
  writeReport(DETECTION_REPORT, report);
  console.log(DETECTION_REPORT);
}
