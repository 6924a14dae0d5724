/** The seven classifiers from features to a head file and back, against scikit-learn, and every refusal. */
import { describe, expect, it } from "vitest";
import { createHead } from "../../../lib/heads";
import { CLASSIFIERS, type SvmEntry } from "../../../lib/heads/classifiers";
import { classPairs } from "../../../lib/heads/couple-pairs";
import { readHeadFile } from "../../../lib/heads/head-file";
import { scoreRows } from "../../../lib/heads/training/calibrate";
import type { TrainingProgress } from "../../../lib/heads/training/progress";
import { fitStandardization, standardizeRows } from "../../../lib/heads/training/standardize";
import { encodeHead, trainHead, trainHeadOn, type TrainHeadOptions } from "../../../lib/heads/training/train-head";
import { createTrainingSet } from "../../../lib/heads/training/training-set";
import { HEAD_FIT, HEAD_PATH } from "../../helpers/head-files";
import { thrownBy } from "../../helpers/thrown-error";
import {
  CONSTANT_COLUMN,
  GOLDEN,
  GOLDEN_OPTIONS,
  TEST,
  TEST_LABELS,
  testRow,
  TRAIN,
  TRAIN_LABELS,
} from "./classifier-golden";

const { features, labelNames } = GOLDEN;
const set = createTrainingSet(TRAIN, TRAIN_LABELS, labelNames);
const ids = CLASSIFIERS.map(({ id }) => id);

it("there are the paper's seven, in the order of its tables", () => {
  expect(CLASSIFIERS.map(({ shortName }) => shortName)).toEqual([
    ...["WNN", "NNN", "MNN", "BNN", "TNN"],
    ...["Cubic SVM", "Linear SVM"],
  ]);
});

describe.each(ids)("%s", (id) => {
  const trained = trainHeadOn(id, set, GOLDEN_OPTIONS);
  const { head, uncalibrated, heldError, report } = trained;
  const accuracy =
    TEST_LABELS.filter((label, row) => {
      const probabilities = head.classify(testRow(row));
      return probabilities.indexOf(Math.max(...probabilities)) === label;
    }).length / TEST_LABELS.length;

  it("is written as a head file and read back the same", () => {
    const bytes = encodeHead(trained, HEAD_FIT);
    const { header, arrays } = readHeadFile(bytes, HEAD_PATH, HEAD_FIT);
    expect(header).toEqual({ ...trained.content.header, ...HEAD_FIT });
    expect(header.id).toBe(id);
    expect(Object.keys(arrays).sort()).toEqual(Object.keys(trained.content.arrays).sort());
    const again = createHead(bytes, HEAD_PATH, HEAD_FIT, features);
    for (let row = 0; row < 10; row++) expect(again.classify(testRow(row))).toEqual(head.classify(testRow(row)));
    expect({ id: again.id, name: again.name, labels: again.labels }).toEqual({
      id,
      name: head.name,
      labels: labelNames,
    });
  });

  it("refuses to be read for another backbone", () => {
    const bytes = encodeHead(trained, HEAD_FIT);
    const other = { ...HEAD_FIT, backbone: "c".repeat(64) };
    expect(thrownBy(() => readHeadFile(bytes, HEAD_PATH, other)).message).toContain("made for backbone: got bbbb");
  });

  it("reads test rows about as well as scikit-learn's", () => {
    const reference =
      GOLDEN.networkAccuracies[id] ?? accuracyOf(GOLDEN.svms[id as keyof typeof GOLDEN.svms].predictions);
    // Networks differ by their start; ten of 120 rows are two standard deviations of the difference.
    expect(accuracy).toBeGreaterThan(reference - 0.09);
  });

  it("keeps its choice and scores in calibration, and is calibrated no worse", () => {
    let changed = 0;
    for (let row = 0; row < TEST_LABELS.length; row++) {
      const scores = head.score(testRow(row));
      expect(uncalibrated.score(testRow(row))).toEqual(scores);
      const before = uncalibrated.classify(testRow(row));
      const after = head.toProbabilities(scores);
      expect(after.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      changed += Number(before.indexOf(Math.max(...before)) !== after.indexOf(Math.max(...after)));
    }
    // Sigmoids of pairs may turn a close case; a temperature never does.
    expect(changed).toBeLessThanOrEqual(trained.classifier.kind === "network" ? 0 : 12);
    expect(heldError.after).toBeLessThanOrEqual(heldError.before + 0.02);
  });

  it("passes over a constant column", () => {
    const { mean, deviation } = trained.content.arrays;
    expect(mean.data[CONSTANT_COLUMN]).toBe(2.5);
    expect(deviation.data[CONSTANT_COLUMN]).toBe(1);
    for (const { data } of Object.values(trained.content.arrays)) expect(data.every(Number.isFinite)).toBe(true);
  });

  it("reports its rows and how training ended", () => {
    expect(report).toMatchObject({ rows: TRAIN_LABELS.length, features });
    expect(report.iterations).toBeGreaterThan(0);
  });
});

describe.each(CLASSIFIERS.filter((entry) => entry.kind !== "network").map((entry) => [entry.id, entry] as const))(
  "%s as stored",
  (id, entry: SvmEntry) => {
    it("has scikit-learn's decision values, but for what rounding takes", () => {
      const { head } = trainHeadOn(id, set, GOLDEN_OPTIONS);
      const scores = scoreRows(head, TEST, features);
      const pairs = classPairs(labelNames.length).length;
      // int8 support vectors: 1/254 of the largest value a number, over some hundred vectors.
      const tolerance = entry.kind === "poly-svm" ? 0.05 : 0.01;
      GOLDEN.svms[id].pairs.forEach(({ decisions }, pair) => {
        decisions.forEach((expected, row) => {
          const difference = Math.abs(scores[row * pairs + pair] - expected);
          expect(difference).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
        });
      });
    });
  },
);

describe("trainHead", () => {
  it("is trainHeadOn with a set of its own", () => {
    const alone = trainHead("linear-svm", TRAIN, TRAIN_LABELS, GOLDEN_OPTIONS);
    expect(encodeHead(alone, HEAD_FIT)).toEqual(encodeHead(trainHeadOn("linear-svm", set, GOLDEN_OPTIONS), HEAD_FIT));
  });

  it("trains two labels too, and leaves its input as it was", () => {
    const two = (labels: Uint8Array, rows: Float32Array): [Float32Array, Uint8Array] => {
      const kept = [...labels.keys()].filter((row) => labels[row] < 2);
      const values = kept.flatMap((row) => [...rows.subarray(row * features, (row + 1) * features)]);
      return [Float32Array.from(values), Uint8Array.from(kept, (row) => labels[row])];
    };
    const [rows, labels] = two(TRAIN_LABELS, TRAIN);
    const [heldFeatures, heldLabels] = two(TEST_LABELS, TEST);
    const before = rows.slice();
    for (const id of ["cubic-svm", "bilayered-network"]) {
      const options = { labelNames: ["happy", "sad"], seed: 1, heldFeatures, heldLabels };
      const { head } = trainHead(id, rows, labels, options);
      expect(head.classify(testRow(0))).toHaveLength(2);
    }
    expect(rows).toEqual(before);
  });

  it("tells its progress, up to all of it", () => {
    const seen: TrainingProgress[] = [];
    const onProgress = (progress: TrainingProgress): void => void seen.push(progress);
    trainHead("cubic-svm", TRAIN, TRAIN_LABELS, { ...GOLDEN_OPTIONS, onProgress });
    const lastOf = (step: TrainingProgress["step"]) => seen.filter((progress) => progress.step === step).at(-1);
    expect(lastOf("gram")).toMatchObject({ done: 240, total: 240 });
    expect(lastOf("pairs")).toMatchObject({ done: 3, total: 3 });
    expect(lastOf("calibration")).toMatchObject({ done: 1, total: 1 });
    trainHead("narrow-network", TRAIN, TRAIN_LABELS, { ...GOLDEN_OPTIONS, onProgress });
    expect(lastOf("iterations")?.loss).toBeLessThan(0.05);
  });

  it("ends where its listener throws", () => {
    const onProgress = (): never => {
      throw new Error("cancelled");
    };
    const options = { ...GOLDEN_OPTIONS, onProgress };
    for (const id of ids) expect(() => trainHead(id, TRAIN, TRAIN_LABELS, options)).toThrow("cancelled");
  });
});

describe("trainHead refuses", () => {
  const withValue = (value: number): Float32Array => {
    const copy = TRAIN.slice();
    copy[3 * features + 4] = value;
    return copy;
  };
  const train = (
    changes: { id?: string; rows?: Float32Array; labels?: Uint8Array; options?: Partial<TrainHeadOptions> } = {},
  ) => {
    const { id = "linear-svm", rows = TRAIN, labels = TRAIN_LABELS, options } = changes;
    return trainHead(id, rows, labels, { ...GOLDEN_OPTIONS, ...options });
  };
  const held = (count: number): Partial<TrainHeadOptions> => ({
    heldFeatures: TEST.subarray(0, count * features),
    heldLabels: TEST_LABELS.subarray(0, count),
  });

  it.each([
    ["an id that is not in the registry", { id: "svm" }, `classifier: got "svm", expected one of wide-network, `],
    ["NaN", { rows: withValue(NaN) }, "training rows: got NaN at row 3, feature 4, expected finite numbers"],
    ["infinity", { rows: withValue(-Infinity) }, "training rows: got -Infinity at row 3, feature 4"],
    ["no rows", { rows: new Float32Array(0), labels: new Uint8Array(0) }, "training rows: got no rows, expected"],
    ["rows without features", { rows: new Float32Array(0) }, "got 0 feature values, expected a multiple of the 240"],
    [
      "a length that does not fit",
      { rows: TRAIN.subarray(1) },
      "got 4799 feature values, expected a multiple of the 240",
    ],
    ["one class", { labels: new Uint8Array(240).fill(1) }, `training rows: got rows of one label only ("sad")`],
    [
      "a label without rows",
      { labels: TRAIN_LABELS.map((label) => Math.min(label, 1)) },
      `training rows: got 0 rows of "surprise", expected at least 1 of each label`,
    ],
    [
      "a label out of range",
      { labels: TRAIN_LABELS.map((label) => label + 1) },
      "got label 3 at row 2, expected 0 to 2",
    ],
    ["one label name", { options: { labelNames: ["happy"] } }, "labelNames: got 1, expected at least 2"],
    [
      "too few held-out rows",
      { options: held(12) },
      `held-out rows: got 4 rows of "happy", expected at least 5 of each label`,
    ],
    ["no held-out rows", { options: held(0) }, "held-out rows: got no rows, expected at least 5 of each label"],
    [
      "held-out rows of another width",
      { options: { heldFeatures: TEST.subarray(0, 120 * 10) } },
      "held-out rows: got 10 features a row, expected 20 as in the training rows",
    ],
    [
      "NaN in held-out rows",
      { options: { heldFeatures: TEST.map((value, i) => (i === 41 ? NaN : value)) } },
      "held-out rows: got NaN at row 2, feature 1, expected finite numbers",
    ],
  ])("%s", (_, changes, message) => {
    const error = thrownBy(() => train(changes));
    expect(error.code).toBe("bad-input");
    expect(error.stage).toBe("heads");
    expect(error.message).toContain(message);
  });

  it("a seed that is none", () => {
    expect(() => train({ id: "narrow-network", options: { seed: -1 } })).toThrow(
      "seed: got -1, expected a whole number",
    );
  });
});

describe("standardization", () => {
  it("gives columns of mean 0 and deviation 1, and agrees with numpy", () => {
    const { mean, deviation } = fitStandardization(TRAIN, TRAIN_LABELS.length);
    const rows = standardizeRows(TRAIN, { mean, deviation });
    for (let i = 0; i < features; i++) {
      expect(mean[i]).toBeCloseTo(GOLDEN.mean[i], 5);
      expect(deviation[i]).toBeCloseTo(GOLDEN.deviation[i], 5);
      const column = Array.from(TRAIN_LABELS, (_, row) => rows[row * features + i]);
      expect(column.reduce((a, b) => a + b, 0) / column.length).toBeCloseTo(0, 5);
      const square = column.reduce((a, b) => a + b * b, 0) / column.length;
      expect(square).toBeCloseTo(i === CONSTANT_COLUMN ? 0 : 1, 5);
    }
  });

  it("takes a large number that does not vary as constant, and a small one that does as it is", () => {
    const { mean, deviation } = fitStandardization(Float32Array.of(123_456.78, 1e-3, 123_456.78, 3e-3), 2);
    expect(deviation[0]).toBe(1);
    expect(deviation[1]).toBeCloseTo(1e-3, 9);
    expect(mean[0]).toBe(Math.fround(123_456.78));
    expect(mean[1]).toBeCloseTo(2e-3, 9);
  });
});

function accuracyOf(predictions: readonly number[]): number {
  return predictions.filter((label, row) => label === TEST_LABELS[row]).length / predictions.length;
}
