/** Pairwise coupling: what must hold of the probabilities whatever the pairs say. The iteration ends at 0.005 / classes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classPairs, couplePairs } from "../../lib/heads/couple-pairs";

const classCounts = fc.integer({ min: 2, max: 7 });
/** Number of classes, and a probability for each pair of them, certainty included. */
const pairwise = classCounts.chain((classes) => {
  const length = (classes * (classes - 1)) / 2;
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.tuple(fc.constant(classes), fc.array(probability, { minLength: length, maxLength: length }));
});
/** From the iteration's end: the residual's limit over the smallest curvature that pairs can give. */
const TOLERANCE = 0.02;

describe("classPairs", () => {
  it("counts (0,1), (0,2), ... (1,2): each pair once, the smaller first", () => {
    expect(classPairs(3)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(classPairs(7)).toHaveLength(21);
  });
});

describe("couplePairs", () => {
  it("gives probabilities that sum to 1", () => {
    fc.assert(
      fc.property(pairwise, ([classes, pairs]) => {
        const probabilities = [...couplePairs(pairs, classes)];
        expect(probabilities).toHaveLength(classes);
        for (const probability of probabilities) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("gives the pair itself back for two classes", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (first) => {
        // |p - r| times the larger probability is below 0.005 / 2 where the iteration ends.
        expect(Math.abs(couplePairs([first], 2)[0] - first)).toBeLessThanOrEqual(0.005);
      }),
    );
  });

  it("finds the probabilities that consistent pairs were made of: r = p_i / (p_i + p_j)", () => {
    const weights = fc.array(fc.double({ min: 0.02, max: 1, noNaN: true }), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(weights, (parts) => {
        const pairs = classPairs(parts.length).map(([i, j]) => parts[i] / (parts[i] + parts[j]));
        const sum = parts.reduce((a, b) => a + b, 0);
        couplePairs(pairs, parts.length).forEach((probability, index) =>
          expect(Math.abs(probability - parts[index] / sum)).toBeLessThanOrEqual(TOLERANCE),
        );
      }),
    );
  });

  it("does not care how the classes are numbered", () => {
    const relabelled = pairwise.chain(([classes, pairs]) => {
      const numbers = Array.from({ length: classes }, (_, index) => index);
      const order = fc.shuffledSubarray(numbers, { minLength: classes, maxLength: classes });
      return fc.tuple(fc.constant(classes), fc.constant(pairs), order);
    });
    fc.assert(
      fc.property(relabelled, ([classes, pairs, order]) => {
        const first = new Map(classPairs(classes).map(([i, j], pair) => [`${i},${j}`, pairs[pair]]));
        const chance = (i: number, j: number): number => first.get(`${i},${j}`) ?? 1 - (first.get(`${j},${i}`) ?? NaN);
        const before = couplePairs(pairs, classes);
        const after = couplePairs(
          classPairs(classes).map(([i, j]) => chance(order[i], order[j])),
          classes,
        );
        order.forEach((old, index) => expect(Math.abs(after[index] - before[old])).toBeLessThanOrEqual(2 * TOLERANCE));
      }),
    );
  });

  it("says the class that wins all its pairs, and a share each where all pairs are even", () => {
    expect([...couplePairs([1, 1, 0.5], 3)][0]).toBeCloseTo(1, 2);
    for (const probability of couplePairs([0.5, 0.5, 0.5], 3)) expect(probability).toBeCloseTo(1 / 3, 6);
  });
});
