/** Each kind's gradient against differences of its own score, on small heads of random numbers; and what it refuses. */
import { describe, expect, it } from "vitest";
import { createHead, HEAD_KINDS, type Head } from "../../lib/heads";
import type { HeadArray, HeadHeader } from "../../lib/heads/head-file";
import { createRandom } from "../../lib/heads/training/random";
import { bytes, floats, HEAD_FIT, HEAD_PATH, headBytes, headHeader } from "../helpers/head-files";
import { thrownBy } from "../helpers/thrown-error";

const FEATURES = 6;
const LABELS = ["a", "b", "c"];
const PAIRS = 3;
const VECTORS = 5;
/** Small, since a network's ReLU may turn in between. */
const STEP = 1e-3;
/** Wide, since the SVM rounds a face to whole steps (poly-svm-head.ts), which must not show. */
const POLY_STEP = 0.02;
/** Of the largest slope. A cubic curves by POLY_STEP^2 of it, and the face's rounding weighs 1e-3. */
const TOLERANCE = 0.01;

const random = createRandom(20261125);
const normalish = (): number => random() + random() + random() - 1.5;
const numbers = (...shape: number[]): HeadArray =>
  floats(shape, ...Array.from({ length: shape.reduce((a, b) => a * b, 1) }, normalish));

const standardization = {
  mean: numbers(FEATURES),
  deviation: floats([FEATURES], 0.5, 1, 1.5, 2, 2.5, 3),
};
const platt = floats([PAIRS, 2], -1, 0, -1, 0, -1, 0);
/** A network with these hidden layers. */
const network = (...hidden: number[]): Record<string, HeadArray> =>
  Object.fromEntries(
    [...hidden, LABELS.length].flatMap((units, index) => [
      [`weights${index}`, numbers(units, hidden[index - 1] ?? FEATURES)],
      [`bias${index}`, numbers(units)],
    ]),
  );
const polySvm: Record<string, HeadArray> = {
  vectors: bytes(
    [VECTORS, FEATURES],
    ...Array.from({ length: VECTORS * FEATURES }, () => Math.round(80 * normalish())),
  ),
  vectorScales: floats([VECTORS], 0.01, 0.02, 0.015, 0.01, 0.02),
  coefficients: numbers(PAIRS, VECTORS),
  bias: numbers(PAIRS),
  platt,
};

const EXAMPLES: readonly (readonly [name: string, HeadHeader, Record<string, HeadArray>, isLinear: boolean])[] = [
  [
    "linear",
    headHeader("linear", LABELS),
    { weights: numbers(LABELS.length, FEATURES), bias: numbers(LABELS.length) },
    true,
  ],
  ["network without a hidden layer", headHeader("network", LABELS), network(), true],
  ["network with one", headHeader("network", LABELS), network(8), false],
  ["network with three", headHeader("network", LABELS), network(8, 7, 6), false],
  [
    "linear-svm",
    headHeader("linear-svm", LABELS),
    { weights: numbers(PAIRS, FEATURES), bias: numbers(PAIRS), platt },
    true,
  ],
  ["poly-svm, cubic", headHeader("poly-svm", LABELS, { gamma: 1 / FEATURES, coef0: 1, degree: 3 }), polySvm, false],
  ["poly-svm, square", headHeader("poly-svm", LABELS, { gamma: 0.5, coef0: 0.5, degree: 2 }), polySvm, false],
];

const create = (header: HeadHeader, arrays: Record<string, HeadArray>): Head =>
  createHead(headBytes(header, { ...standardization, ...arrays }), HEAD_PATH, HEAD_FIT, FEATURES);
const embeddings = Array.from({ length: 4 }, () => Float32Array.from({ length: FEATURES }, () => 2 * normalish()));

it("every kind has an example", () => {
  expect(new Set(EXAMPLES.map(([, { kind }]) => kind))).toEqual(new Set(Object.keys(HEAD_KINDS)));
});

describe.each(EXAMPLES)("%s", (_, header, arrays, isLinear) => {
  const head = create(header, arrays);
  const step = header.kind === "poly-svm" ? POLY_STEP : STEP;

  it.each(LABELS)("label %s: the gradient is what a small step changes", (label) => {
    for (const embedding of embeddings) {
      const { gradient } = head.explain(embedding, label);
      const measured = Array.from(embedding, (_, feature) => slopeAlong(head, embedding, label, feature, step));
      const largest = Math.max(...measured.map(Math.abs));
      expect(gradient).toHaveLength(FEATURES);
      measured.forEach((slope, feature) =>
        expect(Math.abs(gradient[feature] - slope), `feature ${feature}`).toBeLessThan(TOLERANCE * largest),
      );
    }
  });

  it("says whether it is linear: score = gradient . embedding + a constant", () => {
    const constants = embeddings.map((embedding) => {
      const { score, gradient } = head.explain(embedding, "b");
      return score - gradient.reduce((sum, slope, i) => sum + slope * embedding[i], 0);
    });
    const spread = Math.max(...constants) - Math.min(...constants);
    if (isLinear) expect(spread).toBeLessThan(1e-5);
    else expect(spread).toBeGreaterThan(1e-3);
    expect(head.explain(embeddings[0], "b").isLinear).toBe(isLinear);
  });

  it("leaves the embedding, and what it classifies, as it was", () => {
    const embedding = embeddings[0].slice();
    const before = [...head.classify(embedding)];
    head.explain(embedding, "c");
    expect(embedding).toEqual(embeddings[0]);
    expect([...head.classify(embedding)]).toEqual(before);
  });

  it("refuses another label and another length", () => {
    const label = thrownBy(() => head.explain(embeddings[0], "d"));
    expect({ code: label.code, message: label.message }).toEqual({
      code: "bad-input",
      message: 'label: got "d", expected one of a, b, c',
    });
    const length = thrownBy(() => head.explain(new Float32Array(2), "a"));
    expect(length.message).toBe("embedding: got 2 features, expected 6");
  });
});

it("a label's SVM score adds the pairs it wins and takes off those it loses", () => {
  // Decision values 1, 2, 4 of the pairs (a,b), (a,c), (b,c), whatever the embedding.
  const head = create(headHeader("linear-svm", LABELS), {
    weights: floats([PAIRS, FEATURES], ...Array<number>(PAIRS * FEATURES).fill(0)),
    bias: floats([PAIRS], 1, 2, 4),
    platt,
  });
  const score = (label: string): number => head.explain(embeddings[0], label).score;
  expect(LABELS.map(score)).toEqual([1 + 2, -1 + 4, -2 - 4]);
});

/** Central difference of the label's score along one feature. */
function slopeAlong(head: Head, embedding: Float32Array, label: string, feature: number, step: number): number {
  const scoreAt = (by: number): number => {
    const moved = embedding.slice();
    moved[feature] += by;
    return head.explain(moved, label).score;
  };
  return (scoreAt(step) - scoreAt(-step)) / (2 * step);
}
