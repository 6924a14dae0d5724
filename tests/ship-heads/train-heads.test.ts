/** Real threads on a small problem: seven head files come back, each of which reads what it was trained on. */
import { expect, it } from "vitest";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { createHead } from "../../lib/heads";
import { CLASSIFIERS } from "../../lib/heads/classifiers";
import { readHeadFile } from "../../lib/heads/head-file";
import { createRandom } from "../../lib/heads/training/random";
import type { FeatureTable } from "../../training/experiments/extract-features";
import type { Example } from "../../training/experiments/split";
import type { HeadExamples } from "../../training/ship-heads/head-examples";
import { trainHeads } from "../../training/ship-heads/train-heads";
import { HEAD_FIT } from "../helpers/head-files";

const ROWS = 60;

/** Three clouds: a class has 0.8 more in each third column. */
const matrix = new Float32Array(new SharedArrayBuffer(4 * ROWS * EMBEDDING_FEATURES));
const random = createRandom(5);
for (let i = 0; i < matrix.length; i++) {
  const row = Math.floor(i / EMBEDDING_FEATURES);
  matrix[i] = random() + random() + (row % 3 === i % 3 ? 0.8 : 0);
}
const features: FeatureTable = { matrix, row: ({ picture }) => picture, key: String };
const part = (from: number, to: number): Example[] =>
  Array.from({ length: to - from }, (_, index) => ({
    ...{ picture: from + index, label: (from + index) % 3 },
    ...{ copy: 0, flip: false },
  }));
const examples: HeadExamples = {
  training: part(0, 30),
  few: part(0, 9),
  choosing: part(30, 60),
  calibration: part(30, 60),
};
const progress = { plan: () => {}, start: () => {}, advance: () => {}, end: () => {} };
const options = { fit: HEAD_FIT, seed: 1, threads: 2, progress };

it("all seven are files that classify; the cubic SVM has seen few originals only", { timeout: 120_000 }, async () => {
  const heads = await trainHeads(examples, features, options);
  expect([...heads.keys()].sort()).toEqual(CLASSIFIERS.map(({ id }) => id).sort());
  for (const [id, { file, heldError }] of heads) {
    const head = createHead(file, id, HEAD_FIT, EMBEDDING_FEATURES);
    const read = part(30, 60).filter(({ picture, label }) => {
      const embedding = matrix.subarray(picture * EMBEDDING_FEATURES, (picture + 1) * EMBEDDING_FEATURES);
      const probabilities = head.classify(embedding);
      return probabilities.indexOf(Math.max(...probabilities)) === label;
    });
    expect(read.length, id).toBe(30);
    expect(heldError.after, id).toBeLessThanOrEqual(1);
  }
  const { arrays } = readHeadFile(heads.get("cubic-svm")!.file, "cubic-svm", HEAD_FIT);
  expect(arrays.vectorScales.shape[0]).toBeLessThanOrEqual(9);
});

it("a head that cannot be trained ends the run with its name", async () => {
  const broken = { ...examples, calibration: part(30, 33) };
  await expect(trainHeads(broken, features, options)).rejects.toThrow(/(network|svm): held-out rows: got 1 rows of/);
});
