/** Places in the charts and shades of the heat map. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearScale, logScale, roundTicks, tenthBelow } from "../../components/lab/chart-scale";
import { firstChoice } from "../../components/lab/choose-cell";
import { HEAT_LIMITS, heatStep, rowRates } from "../../components/lab/heat";
import { linePoints } from "../../components/lab/rejection-series";
import { lowestRate, picturesOf, sizeScales, sizeSeries } from "../../components/lab/size-series";
import { exampleReport } from "../experiments/example-answers";

const report = exampleReport();
const choice = firstChoice(report);
const PLOT = { left: 60, right: 460, top: 10, bottom: 260 };

describe("scales", () => {
  it("map ends to ends, also downwards", () => {
    const scale = linearScale([0.5, 1], [260, 10]);
    expect([0.5, 0.75, 1].map(scale)).toEqual([260, 135, 10]);
  });

  it("equal factors are equal distances", () => {
    const scale = logScale([100, 10_000], [0, 200]);
    expect(scale(1000)).toBeCloseTo(100, 9);
  });

  it("a domain without width maps to the middle", () => {
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
  });

  it.each([
    [0.5, 1, 5, [0.5, 0.6, 0.7, 0.8, 0.9, 1]],
    [0, 116.8, 5, [0, 50, 100]],
    [0.9, 1, 5, [0.9, 0.92, 0.94, 0.96, 0.98, 1]],
    [2, 2, 5, [2]],
  ])("ticks of %f to %f", (low, high, count, expected) => {
    expect(roundTicks(low, high, count)).toEqual(expected);
  });

  it.each([
    [[0.75, 0.92], 0.7],
    [[0.7], 0.7],
    [[0.97, 1], 0.9],
    [[0, 0.5], 0],
  ])("an axis of %j begins at %f", (rates, start) => expect(tenthBelow(rates)).toBe(start));

  it("ticks stay inside, and are few", () => {
    const positive = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (low, width) => {
        const ticks = roundTicks(low, low + width, 5);
        expect(ticks.length).toBeLessThanOrEqual(6);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * (low + width));
          expect(tick).toBeLessThanOrEqual((low + width) * (1 + 1e-6));
        }
      }),
    );
  });
});

describe("accuracy against size", () => {
  const series = sizeSeries(report, choice);

  it("has the paper's line and ours under both protocols, four sets each", () => {
    expect(series.map(({ id, points }) => [id, points.length])).toEqual([
      ["printed", 4],
      ["paper", 4],
      ["honest", 4],
    ]);
    expect(series[0].points.map(({ rate }) => Math.round(1000 * rate))).toEqual([954, 971, 983, 997]);
    expect(series[2].points.at(-1)).toMatchObject({ set: "DS4", share: { right: 43, of: 60 } });
  });

  it("leaves out what was not measured", () => {
    const one = { cells: report.cells.filter(({ set }) => set === "DS3") };
    expect(sizeSeries(one, choice)[1].points.map(({ set }) => set)).toEqual(["DS3"]);
  });

  it("the axis begins below every interval", () => {
    const lowest = lowestRate(series);
    for (const { points } of series)
      for (const { rate, share } of points) expect(share?.low ?? rate).toBeGreaterThanOrEqual(lowest);
    expect(lowest).toBe(0.5);
    expect(lowestRate(series.slice(0, 1))).toBe(0.9);
  });

  it("sets stand from left to right by their size, 100 % on top", () => {
    const { x, y, isBySize } = sizeScales(PLOT, picturesOf(report, choice), 0.5, 10);
    const places = (["DS1", "DS2", "DS3", "DS4"] as const).map(x);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect([places[0], places[3], isBySize]).toEqual([60, 460, true]);
    expect([y(1), y(0.5)]).toEqual([10, 260]);
  });

  it("sets without pictures stand evenly", () => {
    const { x } = sizeScales(PLOT, picturesOf({ backbones: [] }, choice), 0.5, 10);
    expect([x("DS1"), x("DS4")]).toEqual([60, 460]);
    expect(x("DS2")).toBeCloseTo(60 + 400 / 3, 9);
  });

  it("sets stand evenly where their words would overlap otherwise", () => {
    const pictures = picturesOf(report, choice);
    const { x } = sizeScales(PLOT, pictures, 0.5, 0);
    const closest = x("DS2") - x("DS1");
    expect(sizeScales(PLOT, pictures, 0.5, closest).isBySize).toBe(true);
    const { x: evenly, isBySize } = sizeScales(PLOT, pictures, 0.5, closest + 1);
    expect([evenly("DS2") - evenly("DS1"), isBySize]).toEqual([expect.closeTo(400 / 3, 9), false]);
  });
});

describe("the curve of other", () => {
  const point = (threshold: number, lostOfThree: number, rightOfKept: number | null) => ({
    ...{ threshold, lostOfThree, rightOfKept },
    ...{ rejectedOfNeutral: 0, rejectedOfRest: 0 },
  });
  const points = [point(0, 0, 0.9), point(0.5, 0.25, 1), point(1, 1, null)];
  const x = linearScale([0, 1], [50, 450]);
  const y = linearScale([0, 1], [250, 50]);

  it("goes from left to right, 100 % on top", () => {
    expect(linePoints(points, "lostOfThree", x, y)).toBe("50.0,250.0 250.0,200.0 450.0,50.0");
  });

  it("ends where no face is kept", () => {
    expect(linePoints(points, "rightOfKept", x, y)).toBe("50.0,70.0 250.0,50.0");
  });
});

describe("heat", () => {
  it("a share of each row; a row without pictures is 0", () => {
    const rates = rowRates([
      [1, 3],
      [0, 0],
    ]);
    expect(rates).toEqual([
      [0.25, 0.75],
      [0, 0],
    ]);
  });

  it("steps begin at their limits", () => {
    expect(heatStep(0)).toBe(0);
    HEAT_LIMITS.forEach((limit, index) => {
      expect(heatStep(limit)).toBe(index + 1);
      expect(heatStep(limit - 1e-9)).toBe(index);
    });
    expect(heatStep(1)).toBe(HEAT_LIMITS.length);
  });
});
