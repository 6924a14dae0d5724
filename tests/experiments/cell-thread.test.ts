/** Real threads on a small problem: jobs go out, all seven classifiers train on shared memory, answers come back. */
import { afterAll, expect, it, onTestFinished } from "vitest";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import { createRandom } from "../../lib/heads/training/random";
import type { CellJob, CellOutcome } from "../../training/experiments/cell-thread";
import type { LabelledRows } from "../../training/experiments/labelled-rows";
import { createThreadPool } from "../../cli/thread-pool";

const ROWS = 90;
const SCRIPT = new URL("../../training/experiments/cell-thread.ts", import.meta.url);

/** Three clouds: a class has 0.8 more in each third column. */
const matrix = new Float32Array(new SharedArrayBuffer(4 * ROWS * EMBEDDING_FEATURES));
const random = createRandom(3);
for (let i = 0; i < matrix.length; i++) {
  const row = Math.floor(i / EMBEDDING_FEATURES);
  matrix[i] = random() + random() + (row % 3 === i % 3 ? 0.8 : 0);
}
const part = (from: number, to: number): LabelledRows => {
  const rows = Array.from({ length: to - from }, (_, index) => from + index);
  return { rows, labels: rows.map((row) => row % 3) };
};
const job = (classifiers: readonly string[]): CellJob => ({
  classifiers,
  train: part(0, 30),
  calibration: part(30, 60),
  tests: [part(60, 84), part(84, 90)],
  seed: 1,
});

const startPool = () => createThreadPool<CellJob, readonly CellOutcome[]>(SCRIPT, { matrix }, 2);
const pool = startPool();
afterAll(() => pool.close());

it("all seven tell three clouds apart, and say how long it took", { timeout: 120_000 }, async () => {
  const outcomes: CellOutcome[] = [];
  const networks = CLASSIFIERS.filter(({ kind }) => kind === "network").map(({ id }) => [id]);
  const svms = CLASSIFIERS.filter(({ kind }) => kind !== "network").map(({ id }) => id);
  await pool.run([...networks, svms].map(job), (_, ofGroup) => void outcomes.push(...ofGroup));
  expect(outcomes.map(({ classifier }) => classifier).sort()).toEqual(CLASSIFIERS.map(({ id }) => id).sort());
  for (const { predictions, trainSeconds, predictMs, calibrationError, classifier, supportVectors } of outcomes) {
    expect(predictions.map(({ length }) => length)).toEqual([24, 6]);
    expect(predictions[0], classifier).toEqual(part(60, 84).labels);
    expect(trainSeconds).toBeGreaterThan(0);
    expect(predictMs).toBeGreaterThan(0);
    for (const error of [calibrationError.before, calibrationError.after]) {
      expect(error).toBeGreaterThanOrEqual(0);
      expect(error).toBeLessThanOrEqual(1);
    }
    expect(supportVectors !== undefined).toBe(classifier.endsWith("svm"));
  }
});

it("a job that cannot be done ends the run with an error that names it", async () => {
  const other = startPool();
  onTestFinished(() => other.close());
  const outcomes: CellOutcome[] = [];
  await expect(
    other.run([{ ...job(["linear-svm"]), calibration: part(30, 33) }], (_, some) => void outcomes.push(...some)),
  ).rejects.toThrow("linear-svm: held-out rows: got 1 rows of");
  expect(outcomes).toEqual([]);
});

it("an error while results are taken ends the run", async () => {
  await expect(
    pool.run([job(["linear-svm"])], () => {
      throw new Error("disk full");
    }),
  ).rejects.toThrow("disk full");
});
