/** Platt's sigmoid against scikit-learn's, temperature by its property, calibration error by hand. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectedCalibrationError } from "../../../lib/heads/training/expected-calibration-error";
import { fitPlatt } from "../../../lib/heads/training/fit-platt";
import { crossEntropy, fitTemperature } from "../../../lib/heads/training/fit-temperature";
import { GOLDEN } from "./classifier-golden";

describe("fitPlatt", () => {
  it("finds scikit-learn's A and B", () => {
    const { decisions, isFirst, a, b } = GOLDEN.platt;
    const fit = fitPlatt(decisions, isFirst);
    expect(Math.abs(fit.a - a)).toBeLessThan(2e-3 * Math.abs(a));
    expect(Math.abs(fit.b - b)).toBeLessThan(2e-3);
  });

  it("gives Platt's targets where decisions say nothing: (n1 + 1) / (n1 + 2) and 1 / (n0 + 2) in their shares", () => {
    const { a, b } = fitPlatt([0, 0, 0, 0], [1, 1, 1, 0]);
    // Targets 4/5 three times and 1/3 once.
    expect(1 / (1 + Math.exp(b))).toBeCloseTo((3 * (4 / 5) + 1 / 3) / 4, 5);
    expect(a).toBeCloseTo(0, 9);
  });

  it("stays finite on classes that a threshold separates, and reaches its targets at two values", () => {
    const { a, b } = fitPlatt([1000, 1000, 1000, -1000, -1000], [1, 1, 1, 0, 0]);
    expect(1 / (1 + Math.exp(1000 * a + b))).toBeCloseTo(4 / 5, 5);
    expect(1 / (1 + Math.exp(-1000 * a + b))).toBeCloseTo(1 / 4, 5);
  });

  it("turns around when the classes are exchanged", () => {
    const { decisions, isFirst } = GOLDEN.platt;
    const fit = fitPlatt(decisions, isFirst);
    const turned = fitPlatt(
      decisions.map((value) => -value),
      isFirst.map((value) => 1 - value),
    );
    expect(turned.a).toBeCloseTo(fit.a, 4);
    expect(turned.b).toBeCloseTo(-fit.b, 4);
  });

  it("refuses one class, and lengths that differ", () => {
    expect(() => fitPlatt([1, 2], [1, 1])).toThrow("isFirst: got 2 of the first and 0 of the second class");
    expect(() => fitPlatt([1, 2], [1])).toThrow("isFirst: got 1 rows, expected 2");
  });
});

describe("fitTemperature", () => {
  it("never makes the cross entropy of its rows larger", () => {
    const row = fc.tuple(
      fc.tuple(fc.double({ min: -60, max: 60, noNaN: true }), fc.double({ min: -60, max: 60, noNaN: true })),
      fc.integer({ min: 0, max: 1 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const scores = Float64Array.from(rows.flatMap(([values]) => [...values]));
        const labels = Uint8Array.from(rows, ([, label]) => label);
        const temperature = fitTemperature(scores, labels, 2);
        expect(temperature).toBeGreaterThan(0);
        const after = crossEntropy(scores, labels, 2, temperature).loss;
        expect(after).toBeLessThanOrEqual(crossEntropy(scores, labels, 2, 1).loss);
      }),
    );
  });

  it("finds the temperature by hand: three of four rows right want a confidence of 3/4", () => {
    // Two classes with scores 4 apart: softmax(4 / T) = 3/4 at T = 4 / ln 3.
    const scores = Float64Array.of(4, 0, 4, 0, 4, 0, 4, 0);
    expect(fitTemperature(scores, Uint8Array.of(0, 0, 0, 1), 2)).toBeCloseTo(4 / Math.log(3), 6);
  });

  it("leaves scores alone that say nothing, and bounds what is always right or wrong", () => {
    expect(fitTemperature(new Float64Array(6), Uint8Array.of(0, 1), 3)).toBe(1);
    expect(fitTemperature(Float64Array.of(1, 0), Uint8Array.of(0), 2)).toBeCloseTo(0.05, 6);
    expect(fitTemperature(Float64Array.of(0, 1), Uint8Array.of(0), 2)).toBeCloseTo(100, 3);
  });

  it("has the slope of its cross entropy by 1 / temperature", () => {
    const scores = Float64Array.of(3, -1, 0.5, 2, 2.5, -4);
    const labels = Uint8Array.of(2, 1);
    const loss = (inverse: number): number => crossEntropy(scores, labels, 3, 1 / inverse).loss;
    expect((loss(0.7 + 1e-6) - loss(0.7 - 1e-6)) / 2e-6).toBeCloseTo(crossEntropy(scores, labels, 3, 1 / 0.7).slope, 6);
  });

  it("refuses lengths that do not fit", () => {
    expect(() => fitTemperature(new Float64Array(5), Uint8Array.of(0, 1), 3)).toThrow(
      "scores: got 5, expected 3 for each of 2 labels",
    );
  });
});

describe("expectedCalibrationError", () => {
  it("weighs each bin's gap by its rows, by hand", () => {
    // Bin (10/15, 11/15]: confidence 0.7 three times, two right: |2 - 2.1|. Bin (13/15, 14/15]: 0.9, wrong: |0 - 0.9|.
    const probabilities = Float64Array.of(0.7, 0.3, 0.7, 0.3, 0.3, 0.7, 0.9, 0.1);
    expect(expectedCalibrationError(probabilities, Uint8Array.of(0, 1, 1, 1), 2)).toBeCloseTo((0.1 + 0.9) / 4, 12);
  });

  it("lets rows of one bin make up for each other, and rows of two bins not", () => {
    const labels = Uint8Array.of(0, 1);
    expect(expectedCalibrationError(Float64Array.of(0.5, 0.5, 0.5, 0.5), labels, 2)).toBe(0);
    expect(expectedCalibrationError(Float64Array.of(0.6, 0.4, 0.9, 0.1), labels, 2)).toBeCloseTo((0.4 + 0.9) / 2, 12);
  });

  it("is 0 for rows that are sure and right, 1 for rows that are sure and wrong", () => {
    const sure = Float64Array.of(1, 0, 0, 1, 0, 0);
    expect(expectedCalibrationError(sure, Uint8Array.of(0, 0), 3)).toBe(0);
    expect(expectedCalibrationError(sure, Uint8Array.of(1, 2), 3)).toBe(1);
  });

  it("refuses no rows, and lengths that do not fit", () => {
    expect(() => expectedCalibrationError(new Float64Array(0), new Uint8Array(0), 3)).toThrow(RangeError);
    expect(() => expectedCalibrationError(new Float64Array(4), Uint8Array.of(0, 1), 3)).toThrow(
      "probabilities: got 4, expected 3 for each of 2 labels, at least 1",
    );
  });
});
