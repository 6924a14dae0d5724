/** What the panel makes of an inspection: words, pixels, charts. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementWords } from "../../components/live/why/agreement";
import { cropPixels, heatPixels, HEAT_COLOURS, sharesOfStrongest } from "../../components/live/why/crop-pixels";
import { milliseconds, percent, signedPercent } from "../../components/live/why/format";
import { histogramPath, levelBands, mappingPath } from "../../components/live/why/level-charts";
import type { ActivationMap, Expression, GreyCrop } from "../../lib/types";

const times = (count: number, label: Expression): Expression[] => Array<Expression>(count).fill(label);

describe("agreement", () => {
  it.each<[Expression[], string]>([
    [times(7, "happy"), "all 7 read happy"],
    [[...times(2, "sad"), ...times(5, "happy")], "5 of 7 read happy, 2 read sad"],
    [[...times(3, "surprise"), "sad"], "3 of 4 read surprised, 1 reads sad"],
    [["happy", "sad", "surprise"], "1 of 3 reads happy, 1 reads sad, 1 reads surprised"],
    [["sad"], "1 of 1 reads sad"],
  ])("%j: %s", (labels, words) => expect(agreementWords(labels)).toBe(words));
});

describe("numbers", () => {
  it("shares, shares with a sign, milliseconds", () => {
    expect([0, 0.004, 0.874, 1].map(percent)).toEqual(["0 %", "0 %", "87 %", "100 %"]);
    expect([1, -0.344, 0.001, -0.001, 0].map(signedPercent)).toEqual(["+100", "−34", "0", "0", "0"]);
    expect([0.0183, 1.837].map(milliseconds)).toEqual(["0.02", "1.84"]);
  });
});

describe("pixels", () => {
  const crop: GreyCrop = { side: 4, data: new Uint8Array(16).fill(100) };
  const map = (...values: number[]): ActivationMap => ({
    label: "happy",
    headName: "Test",
    isExact: true,
    side: Math.sqrt(values.length),
    values: Float32Array.from(values),
  });
  const pixel = (pixels: Uint8ClampedArray, row: number, column: number): number[] => {
    const at = 4 * (row * crop.side + column);
    return [...pixels.subarray(at, at + 4)];
  };

  it("of a crop are its grey, opaque", () => {
    const data = Uint8Array.from({ length: 16 }, (_, at) => at * 16);
    const pixels = cropPixels({ side: 4, data });
    expect(pixels).toHaveLength(64);
    expect(pixel(pixels, 2, 1)).toEqual([144, 144, 144, 255]);
  });

  it("turn orange where a place speaks for the label and blue where it speaks against it", () => {
    // Upper left for, lower right as much against; pixel (0, 0) lies beyond the centre of its place.
    const pixels = heatPixels(crop, map(2, 0, 0, -2));
    const covered = (colour: readonly number[]) => [
      ...Uint8ClampedArray.from(colour, (value) => 100 + 0.65 * (value - 100)),
      255,
    ];
    expect(pixel(pixels, 0, 0)).toEqual(covered(HEAT_COLOURS.for));
    expect(pixel(pixels, 3, 3)).toEqual(covered(HEAT_COLOURS.against));
    expect(pixel(pixels, 0, 3)).toEqual([100, 100, 100, 255]);
  });

  it("stay as they are where nothing speaks", () => {
    expect(heatPixels(crop, map(0, 0, 0, 0))).toEqual(cropPixels(crop));
    expect(sharesOfStrongest(map(0))).toEqual([0]);
    expect(sharesOfStrongest(map(1, -4, 2, 0))).toEqual([0.25, -1, 0.5, 0]);
  });
});

describe("charts", () => {
  it("a histogram reaches the top at its peak and the bottom where there is no pixel", () => {
    const counts = new Uint32Array(256);
    counts[0] = 5;
    counts[1] = 10;
    expect(histogramPath(counts, 10, 100)).toMatch(/^M0,100V50\.0H1V0\.0H2V100\.0H3.*H256V100Z$/);
  });

  it("the two mappings are two curves that meet nowhere, one where there is no upper half", () => {
    const mapping = Uint8Array.from({ length: 256 }, (_, level) => level);
    expect(mappingPath({ mapping, split: 1 })).toMatch(/^M0,255L1,254M2,253L3,252/);
    expect(mappingPath({ mapping, split: 255 }).match(/M/g)).toHaveLength(1);
  });

  it("bands of the table lose no pixel", () => {
    const counts = fc.array(fc.nat(50), { minLength: 256, maxLength: 256 });
    fc.assert(
      fc.property(counts, counts, (before, after) => {
        const mapping = new Uint8Array(256).fill(7);
        const bands = levelBands({
          before: Uint32Array.from(before),
          after: Uint32Array.from(after),
          mapping,
          split: 100,
        });
        const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
        expect(bands.map(({ low, high }) => [low, high]).flat()).toHaveLength(32);
        expect([bands[0].low, bands[15].high, bands[3].mappedHigh]).toEqual([0, 255, 7]);
        expect(sum(bands.map((band) => band.before))).toBe(sum(before));
        expect(sum(bands.map((band) => band.after))).toBe(sum(after));
      }),
    );
  });
});
