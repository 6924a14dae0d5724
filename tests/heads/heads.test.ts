/** Each kind of head against numbers worked out by hand, and what does not fit refused. Embedding [3, 6] is z = [1, 1]. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHead, HEAD_KINDS } from "../../lib/heads";
import type { HeadArray, HeadHeader } from "../../lib/heads/head-file";
import { bytes, floats, HEAD_FIT, HEAD_PATH, headBytes, headHeader } from "../helpers/head-files";
import { thrownBy } from "../helpers/thrown-error";

const FEATURES = 2;
const EMBEDDING = Float32Array.of(3, 6);
const LN2 = Math.log(2);
const LN3 = Math.log(3);

type Arrays = Record<string, HeadArray>;
const create = (header: HeadHeader, arrays: Arrays) =>
  createHead(headBytes(header, arrays), HEAD_PATH, HEAD_FIT, FEATURES);

/** `digits` is small for SVMs: coupling ends its iteration at 0.005 / classes, as libsvm's does. */
function expectProbabilities(got: Float64Array, expected: readonly number[], digits = 6): void {
  expect(got).toHaveLength(expected.length);
  expected.forEach((value, index) => expect(got[index]).toBeCloseTo(value, digits));
}

const LINEAR_LABELS = headHeader("linear", ["a", "b", "c"]);
const LINEAR: Arrays = { weights: floats([3, 2], LN2, LN2, LN2, 0, 0, 0), bias: floats([3], 0, 0, 0) };

const NETWORK_LABELS = headHeader("network", ["a", "b"]);
/** Hidden: ReLU(2, -2, 0) = (2, 0, 0). The 100 stands where a hidden unit below zero would come through. */
const NETWORK: Arrays = {
  weights0: floats([3, 2], 1, 1, -1, -1, 0, 0),
  bias0: floats([3], 0, 0, 0),
  weights1: floats([2, 3], 0, 100, 0, -LN3 / 2, 0, 0),
  bias1: floats([2], 0, 0),
};

/** Pairs of the probabilities 0.5, 0.3, 0.2: decision value ln(first / second), and Platt's sigmoid that undoes it. */
const LINEAR_SVM_LABELS = headHeader("linear-svm", ["a", "b", "c"]);
const LINEAR_SVM: Arrays = {
  weights: floats([3, 2], Math.log(5 / 3), 0, 0, Math.log(5 / 2), 0, 0),
  bias: floats([3], 0, 0, Math.log(3 / 2)),
  platt: floats([3, 2], -1, 0, -1, 0, -1, 0),
};

/** Support vectors (1, 0) and (0, -1): kernels (0.5 + 1)^3 = 3.375 and (-0.5 + 1)^3 = 0.125; decision value 1. */
const POLY_SVM_LABELS = headHeader("poly-svm", ["a", "b"], { gamma: 0.5, coef0: 1, degree: 3 });
const POLY_SVM: Arrays = {
  vectors: bytes([2, 2], 2, 0, 0, -4),
  vectorScales: floats([2], 0.5, 0.25),
  coefficients: floats([1, 2], 2, 8),
  bias: floats([1], -6.75),
  platt: floats([1, 2], -LN3, 0),
};

const EXAMPLES: readonly (readonly [HeadHeader["kind"], HeadHeader, Arrays])[] = [
  ["linear", LINEAR_LABELS, LINEAR],
  ["network", NETWORK_LABELS, NETWORK],
  ["linear-svm", LINEAR_SVM_LABELS, LINEAR_SVM],
  ["poly-svm", POLY_SVM_LABELS, POLY_SVM],
];

describe("linear", () => {
  it("is the softmax of W z + b", () => {
    // Scores ln 4, ln 2, 0.
    expectProbabilities(create(LINEAR_LABELS, LINEAR).classify(EMBEDDING), [4 / 7, 2 / 7, 1 / 7]);
    const bias = floats([3], 0, 0, LN2);
    expectProbabilities(create(LINEAR_LABELS, { ...LINEAR, bias }).classify(EMBEDDING), [4 / 8, 2 / 8, 2 / 8]);
  });

  it("divides the scores by the temperature", () => {
    const header = { ...LINEAR_LABELS, temperature: 0.5 };
    expectProbabilities(create(header, LINEAR).classify(EMBEDDING), [16 / 21, 4 / 21, 1 / 21]);
  });

  it("lowers the temperature with the lead of the best score, down to half of it", () => {
    // Scores ln 4, ln 2, 0: a lead of ln 2. At half the temperature 1 they count twice.
    const classify = (temperatureSlope: number) =>
      create({ ...LINEAR_LABELS, temperature: 1, temperatureSlope }, LINEAR).classify(EMBEDDING);
    expectProbabilities(classify(-0.5 / LN2), [16 / 21, 4 / 21, 1 / 21]);
    expectProbabilities(classify(-5), [16 / 21, 4 / 21, 1 / 21]);
    expectProbabilities(classify(0), [4 / 7, 2 / 7, 1 / 7]);
    const temperature = 1 - 0.2 * LN2;
    const shares = [4, 2, 1].map((score) => score ** (1 / temperature));
    const sum = shares.reduce((total, share) => total + share, 0);
    expectProbabilities(
      classify(-0.2),
      shares.map((share) => share / sum),
    );
  });

  it("multiplies each label's probability by its lift, after the temperature", () => {
    const lifts = [1, 4, 2];
    expectProbabilities(create({ ...LINEAR_LABELS, lifts }, LINEAR).classify(EMBEDDING), [4 / 14, 8 / 14, 2 / 14]);
    const header = { ...LINEAR_LABELS, temperature: 0.5, lifts };
    expectProbabilities(create(header, LINEAR).classify(EMBEDDING), [16 / 34, 16 / 34, 2 / 34]);
  });

  it("stays finite for scores whose exponential is not", () => {
    const weights = floats([3, 2], 1e6, 0, -1e6, 0, 0, 0);
    expectProbabilities(create(LINEAR_LABELS, { ...LINEAR, weights }).classify(EMBEDDING), [1, 0, 0]);
  });
});

describe("network", () => {
  it("cuts hidden units at zero, and the last layer not", () => {
    // Scores 0 and -ln 3: a ReLU on them would give a half each.
    expectProbabilities(create(NETWORK_LABELS, NETWORK).classify(EMBEDDING), [0.75, 0.25]);
  });

  it("divides the scores by the temperature", () => {
    const header = { ...NETWORK_LABELS, temperature: 0.5 };
    expectProbabilities(create(header, NETWORK).classify(EMBEDDING), [0.9, 0.1]);
  });

  it("takes any number of layers: with one it is the linear head", () => {
    const arrays = { weights0: LINEAR.weights, bias0: LINEAR.bias };
    const header = headHeader("network", LINEAR_LABELS.labels);
    expectProbabilities(create(header, arrays).classify(EMBEDDING), [4 / 7, 2 / 7, 1 / 7]);
  });
});

describe("linear-svm", () => {
  it("couples Platt's pairs in the order (0,1), (0,2), (1,2)", () => {
    expectProbabilities(create(LINEAR_SVM_LABELS, LINEAR_SVM).classify(EMBEDDING), [0.5, 0.3, 0.2], 2);
  });

  it("gives the first class of a pair 1 / (1 + exp(A d + B))", () => {
    // d = 1 + 0.5; A d + B = -2 * 1.5 + 3 - ln 3 = -ln 3.
    const arrays = {
      weights: floats([1, 2], 1, 0),
      bias: floats([1], 0.5),
      platt: floats([1, 2], -2, 3 - LN3),
    };
    expectProbabilities(create(headHeader("linear-svm", ["a", "b"]), arrays).classify(EMBEDDING), [0.75, 0.25], 2);
  });
});

describe("poly-svm", () => {
  it("sums coefficient times (gamma x.z + coef0)^degree over the support vectors", () => {
    expectProbabilities(create(POLY_SVM_LABELS, POLY_SVM).classify(EMBEDDING), [0.75, 0.25], 2);
  });

  it("takes its degree from the header", () => {
    // Kernels 2.25 and 0.25: 2 * 2.25 + 8 * 0.25 - 6.75 = -0.25.
    const probabilities = create({ ...POLY_SVM_LABELS, degree: 2 }, POLY_SVM).classify(EMBEDDING);
    const first = 1 / (1 + 3 ** 0.25);
    expectProbabilities(probabilities, [first, 1 - first], 2);
  });
});

describe("every kind", () => {
  it("has an example here", () => {
    expect(EXAMPLES.map(([kind]) => kind).sort()).toEqual(Object.keys(HEAD_KINDS).sort());
  });

  it.each(EXAMPLES)("%s: keeps id, name and labels", (_, header, arrays) => {
    const { id, name, labels } = create(header, arrays);
    expect({ id, name, labels }).toEqual({ id: header.id, name: header.name, labels: header.labels });
  });

  it.each(EXAMPLES)("%s: gives probabilities that sum to 1", (_, header, arrays) => {
    const head = create(header, arrays);
    const feature = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(feature, feature, (first, second) => {
        const probabilities = [...head.classify(Float32Array.of(first, second))];
        for (const probability of probabilities) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it.each(EXAMPLES)("%s: answers each embedding by itself, whatever came before", (_, header, arrays) => {
    const head = create(header, arrays);
    const first = [...head.classify(EMBEDDING)];
    const embedding = Float32Array.of(-7, 9);
    head.classify(embedding);
    expect([...head.classify(EMBEDDING)]).toEqual(first);
    expect([...embedding]).toEqual([-7, 9]);
  });

  it.each(EXAMPLES)("%s: refuses an embedding of another length", (_, header, arrays) => {
    const head = create(header, arrays);
    for (const length of [0, 1, 3]) {
      const error = thrownBy(() => head.classify(new Float32Array(length)));
      expect(error.code).toBe("bad-input");
      expect(error.message).toBe(`embedding: got ${length} features, expected 2`);
    }
  });

  const parts = EXAMPLES.flatMap(([kind, header, arrays]) =>
    ["mean", "deviation", ...Object.keys(arrays)].map((name) => [kind, name, header, arrays] as const),
  );

  it.each(parts)("%s: refuses %s of another shape", (_, name, header, arrays) => {
    const error = thrownBy(() => create(header, { ...arrays, [name]: floats([1, 1, 5], 1, 2, 3, 4, 5) }));
    expect(error.code).toBe("bad-model");
    expect(error.message).toMatch(/^heads\/test\.head: array \w+: got \[[\d, ]+\], expected \[[\d, ]+\]$/);
  });

  // Without its last layer a network looks like a smaller one, whose shapes then do not fit.
  it.each(parts.filter(([, name]) => !["mean", "deviation"].includes(name)))(
    "%s: refuses a file without %s",
    (_, name, header, arrays) => {
      const rest = Object.fromEntries(Object.entries(arrays).filter(([other]) => other !== name));
      const error = thrownBy(() => create(header, rest));
      expect(error.code).toBe("bad-model");
      expect(error.message).toMatch(/^heads\/test\.head: array \w+: got .+, expected \[[\d, ]+\]$/);
    },
  );

  it.each(EXAMPLES)("%s: refuses a deviation that it would divide by for nothing", (_, header, arrays) => {
    for (const wrong of [0, -1]) {
      const error = thrownBy(() => create(header, { ...arrays, deviation: floats([2], 2, wrong) }));
      expect(error.code).toBe("bad-model");
      expect(error.message).toBe(`heads/test.head: array deviation: got ${wrong}, expected more than 0`);
    }
  });

  it.each(["gamma", "coef0", "degree"] as const)("poly-svm: refuses a header without %s", (name) => {
    const error = thrownBy(() => create({ ...POLY_SVM_LABELS, [name]: undefined }, POLY_SVM));
    expect(error.code).toBe("bad-model");
    expect(error.message).toContain(`${name} undefined`);
  });
});
