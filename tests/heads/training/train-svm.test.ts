/** SVMs against scikit-learn's SVC on the same rows, and what must hold of any solution of the dual. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLASSIFIERS, type SvmEntry } from "../../../lib/heads/classifiers";
import { gramMatrix } from "../../../lib/heads/training/gram-matrix";
import { solveSmo } from "../../../lib/heads/training/smo";
import { standardizeRows } from "../../../lib/heads/training/standardize";
import { trainSvmPairs } from "../../../lib/heads/training/train-svm";
import { createTrainingSet } from "../../../lib/heads/training/training-set";
import { GOLDEN, TEST, TEST_LABELS, TRAIN, TRAIN_LABELS } from "./classifier-golden";

const TOLERANCE = 1e-3;
const set = createTrainingSet(TRAIN, TRAIN_LABELS, GOLDEN.labelNames);
const { features } = set;
const testRows = standardizeRows(TEST, set);
const gamma = 1 / features;

function dot(a: Float32Array, rowA: number, b: Float32Array, rowB: number): number {
  let sum = 0;
  for (let i = 0; i < features; i++) sum += a[rowA * features + i] * b[rowB * features + i];
  return sum;
}

const svms = CLASSIFIERS.filter((entry) => entry.kind !== "network");

describe.each(svms.map((entry) => [entry.id, entry] as const))("%s", (id, entry: SvmEntry) => {
  const { degree, coef0, boxConstraint } = entry;
  const pairs = trainSvmPairs(set, { gamma, coef0, degree, boxConstraint });
  const kernel = (value: number): number => (gamma * value + coef0) ** degree;
  const decisions = pairs.map(({ rows, coefficients, bias }) =>
    Array.from(TEST_LABELS, (_, test) =>
      rows.reduce((sum, row, at) => sum + coefficients[at] * kernel(dot(set.rows, row, testRows, test)), bias),
    ),
  );
  const golden = GOLDEN.svms[id];

  it("gives scikit-learn's decision values within 1 %", () => {
    golden.pairs.forEach((pair, index) => {
      pair.decisions.forEach((expected, test) => {
        expect(Math.abs(decisions[index][test] - expected)).toBeLessThanOrEqual(1e-2 * Math.max(1, Math.abs(expected)));
      });
      expect(pairs[index].bias).toBeCloseTo(pair.bias, 2);
    });
  });

  it("votes as scikit-learn does wherever no decision is nearly even", () => {
    let compared = 0;
    golden.predictions.forEach((expected, test) => {
      const votes = new Uint8Array(GOLDEN.labelNames.length);
      if (decisions.some((of) => Math.abs(of[test]) < 0.01)) return;
      pairs.forEach(({ first, second }, index) => votes[decisions[index][test] > 0 ? first : second]++);
      expect(votes.indexOf(Math.max(...votes))).toBe(expected);
      compared++;
    });
    expect(compared).toBeGreaterThan(100);
  });

  it("has as many support vectors, give or take those of almost no weight", () => {
    golden.pairs.forEach(({ supportVectors }, index) => {
      const own = pairs[index].coefficients.filter((value) => value !== 0).length;
      expect(Math.abs(own - supportVectors)).toBeLessThanOrEqual(3);
    });
  });

  it("keeps to the box, and coefficients add up to 0", () => {
    for (const { rows, coefficients, first } of pairs) {
      rows.forEach((row, at) => {
        const alpha = TRAIN_LABELS[row] === first ? coefficients[at] : -coefficients[at];
        expect(alpha).toBeGreaterThanOrEqual(0);
        expect(alpha).toBeLessThanOrEqual(boxConstraint);
      });
      expect(Math.abs(coefficients.reduce((a, b) => a + b, 0))).toBeLessThan(1e-9);
    }
  });

  it("violates the KKT conditions by less than the tolerance, computed anew", () => {
    for (const { rows, coefficients, first, violation } of pairs) {
      let top = -Infinity;
      let bottom = Infinity;
      rows.forEach((row, at) => {
        const sign = TRAIN_LABELS[row] === first ? 1 : -1;
        const output = rows.reduce(
          (sum, other, index) => sum + coefficients[index] * kernel(dot(set.rows, row, set.rows, other)),
          0,
        );
        const alpha = sign * coefficients[at];
        const mayRise = sign > 0 ? alpha < boxConstraint : alpha > 0;
        const mayFall = sign > 0 ? alpha > 0 : alpha < boxConstraint;
        if (mayRise) top = Math.max(top, sign - output);
        if (mayFall) bottom = Math.min(bottom, sign - output);
      });
      expect(violation).toBeLessThan(TOLERANCE);
      // The kernel it was solved on is float32.
      expect(top - bottom).toBeLessThan(TOLERANCE + 1e-4);
    }
  });
});

describe("solveSmo", () => {
  const solve = (kernel: number[], signs: number[], boxConstraint = 1) =>
    solveSmo({
      kernel: Float32Array.from(kernel),
      signs: Int8Array.from(signs),
      boxConstraint,
      tolerance: 1e-6,
      iterationLimit: 1e5,
    });

  it("finds the margin between two points by hand: x = 2 and x = 0, so the boundary is x = 1", () => {
    // w = alpha * 2 = 1 puts both on the margin: alpha = 1/2, bias = -1.
    const { coefficients, bias } = solve([4, 0, 0, 0], [1, -1]);
    expect([...coefficients]).toEqual([0.5, -0.5]);
    expect(bias).toBeCloseTo(-1, 9);
  });

  it("stops at the box, and takes the middle as bias where no row is free", () => {
    const { coefficients, bias } = solve([4, 0, 0, 0], [1, -1], 0.25);
    expect([...coefficients]).toEqual([0.25, -0.25]);
    // Slacks: 1 - 0.25 * 4 = 0 and -1.
    expect(bias).toBeCloseTo(-0.5, 9);
  });

  it("ends on equal rows of both classes, whose pairs have no curvature", () => {
    const { coefficients, violation } = solve(Array<number>(16).fill(1), [1, 1, -1, -1]);
    // The kernel is float32.
    expect(violation).toBeLessThan(1e-5);
    expect([...coefficients]).toEqual([1, 1, -1, -1]);
  });

  it("is feasible and meets its tolerance on any points, boxes and labels", () => {
    const point = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    const points = fc.array(point, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(points, fc.double({ min: 0.01, max: 10, noNaN: true }), fc.nat(), (rows, box, seed) => {
        const signs = rows.map((_, row) => (row === 0 || ((seed >> row) & 1 && row > 1) ? 1 : -1));
        const kernel = rows.flatMap(([x, y]) => rows.map(([u, v]) => (x * u + y * v) / 81));
        const { coefficients, violation } = solve(kernel, signs, box);
        // The kernel is float32.
        expect(violation).toBeLessThan(1e-5);
        coefficients.forEach((value, row) => {
          expect(value * signs[row]).toBeGreaterThanOrEqual(0);
          expect(value * signs[row]).toBeLessThanOrEqual(box);
        });
        expect(Math.abs(coefficients.reduce((a, b) => a + b, 0))).toBeLessThan(1e-9);
      }),
    );
  });

  it("refuses what has no margin", () => {
    expect(() => solve([1, 0, 0, 1], [1, 1])).toThrow("signs: got one class, expected both 1 and -1");
    expect(() => solve([1, 0, 0], [1, -1])).toThrow("kernel: got 3 numbers, expected 4");
    expect(() => solve([1, 0, 0, 1], [1, -1], 0)).toThrow("boxConstraint: got 0, expected above 0");
  });
});

describe("gramMatrix", () => {
  it.each([1, 2, 3, 4, 47, 48, 49, 100])("has every dot product of %d rows, whatever its blocks", (count) => {
    const rows = set.rows.subarray(0, count * features);
    const gram = gramMatrix(rows, count);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) expect(gram[i * count + j]).toBe(Math.fround(dot(rows, i, rows, j)));
    }
  });

  it("tells how many rows are done, and is computed once for a set", () => {
    const done: number[] = [];
    const once = createTrainingSet(TRAIN, TRAIN_LABELS, GOLDEN.labelNames);
    const gram = once.gram((rows) => done.push(rows));
    expect(done.at(-1)).toBe(once.count);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(once.gram()).toBe(gram);
  });
});
