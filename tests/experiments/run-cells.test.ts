/** Cells through their cache: equal ones are trained once, and a run that was cut off goes on. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import type { CellJob, CellOutcome } from "../../training/experiments/cell-thread";
import type { LabelledRows } from "../../training/experiments/labelled-rows";
import { cellSeconds, runCells, type FeatureSet } from "../../training/experiments/run-cells";
import type { ThreadPool } from "../../cli/thread-pool";

let cache = "";
beforeEach(() => (cache = mkdtempSync(join(tmpdir(), "mien-cells-"))));
afterEach(() => rmSync(cache, { recursive: true }));

const rows = (...numbers: number[]): LabelledRows => ({ rows: numbers, labels: numbers.map((row) => row % 3) });
const setOf = (train: LabelledRows, change: Partial<FeatureSet> = {}): FeatureSet => ({
  row: { set: "DS1", augmentation: "none" },
  protocol: "honest",
  equalized: false,
  train,
  calibration: rows(6, 7, 8),
  tests: [rows(9, 10, 11)],
  validation: [true, true, false],
  ...change,
});

/** Runs jobs one after another; fails from the `failAt`-th on. Keeps what it was asked. */
function fakePool(failAt = Infinity): { pool: ThreadPool<CellJob, readonly CellOutcome[]>; jobs: CellJob[] } {
  const jobs: CellJob[] = [];
  return {
    jobs,
    pool: {
      async run(all, onResult) {
        for (const job of all) {
          if (jobs.push(job) > failAt) throw new Error("linear-svm: cut off");
          const outcomes = job.classifiers.map((classifier) => ({
            ...{ classifier, trainSeconds: 1, predictMs: 0.1, iterations: job.train.rows.length },
            ...{ calibrationError: { before: 0.2, after: 0.1 }, predictions: job.tests.map(({ labels }) => labels) },
          }));
          onResult(job, outcomes);
        }
      },
      close: async () => {},
    },
  };
}

const progress = { plan: () => {}, start: () => {}, advance: () => {}, end: () => {} };
const run = (sets: readonly FeatureSet[], pool: ThreadPool<CellJob, readonly CellOutcome[]>, seed = 1) =>
  runCells(sets, { cache, features: "weights", keyOf: (row) => `crop ${row}`, seed, pool, progress, kind: "cells" });

it("gives seven answers a set, in the paper's order, whatever order they were trained in", async () => {
  const { pool, jobs } = fakePool();
  const answers = await run([setOf(rows(0, 1, 2)), setOf(rows(0, 1, 2, 3, 4, 5))], pool);
  const ids = CLASSIFIERS.map(({ id }) => id);
  expect(answers.map(({ outcome }) => outcome.classifier)).toEqual([...ids, ...ids]);
  expect(answers.map(({ outcome }) => outcome.iterations)).toEqual([...ids.map(() => 3), ...ids.map(() => 6)]);
  // Five networks alone and both SVMs together; the longest first.
  expect(jobs.length).toBe(12);
  expect(jobs[0].classifiers).toEqual(["wide-network"]);
  expect(jobs[0].train.rows.length).toBe(6);
  expect(jobs.map(({ classifiers }) => classifiers)).toContainEqual(["cubic-svm", "linear-svm"]);
});

it("trains equal cells once: DS1 is the same under both protocols", async () => {
  const { pool, jobs } = fakePool();
  const train = rows(0, 1, 2);
  const answers = await run([setOf(train), setOf(rows(0, 1, 2), { protocol: "paper" })], pool);
  expect(jobs.length).toBe(6);
  expect(answers.length).toBe(14);
  expect(answers[0].outcome).toEqual(answers[7].outcome);
});

it("goes on after a run that was cut off, and trains nothing twice", async () => {
  const sets = [setOf(rows(0, 1, 2)), setOf(rows(3, 4, 5))];
  const first = fakePool(5);
  await expect(run(sets, first.pool)).rejects.toThrow("linear-svm: cut off");
  const second = fakePool();
  const answers = await run(sets, second.pool);
  expect(second.jobs.length).toBe(12 - 5);
  expect(answers.length).toBe(14);
  const third = fakePool();
  expect(await run(sets, third.pool)).toEqual(answers);
  expect(third.jobs).toEqual([]);
  expect(readdirSync(cache).every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
});

it("trains again for another seed, other labels, other pictures", async () => {
  const set = setOf(rows(0, 1, 2));
  await run([set], fakePool().pool);
  const others: [FeatureSet, number][] = [
    [set, 2],
    [setOf({ rows: [0, 1, 2], labels: [0, 2, 1] }), 1],
    [setOf(rows(0, 1, 5)), 1],
    [setOf(rows(0, 1, 2), { tests: [rows(9, 10)] }), 1],
    [setOf(rows(0, 1, 2), { calibration: rows(6, 7) }), 1],
  ];
  for (const [other, seed] of others) {
    const { pool, jobs } = fakePool();
    await run([other], pool, seed);
    expect(jobs.length).toBe(6);
  }
});

it("estimates more time for more rows and wider networks", () => {
  const [wide, narrow] = CLASSIFIERS;
  const small = { trainRows: 1000, readRows: 500 };
  expect(cellSeconds([wide], small)).toBeCloseTo(10 * cellSeconds([narrow], small), 6);
  expect(cellSeconds([wide], { ...small, trainRows: 2000 })).toBeGreaterThan(cellSeconds([wide], small));
});
