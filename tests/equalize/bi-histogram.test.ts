/** BBHE against hand-computed cases, an independent implementation, the Python twin's golden file, and its properties. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { biHistogramMapping, equalizeBiHistogram } from "../../lib/equalize/bi-histogram";

const luma = fc.uint8Array({ minLength: 1, maxLength: 400 });

/** Written from Kim's formulas with plain counting, sharing no code with the implementation. */
function independentBbhe(values: readonly number[]): number[] {
  const mean = Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length);
  return values.map((value) => {
    const half = values.filter((other) => (value <= mean ? other <= mean : other > mean));
    const share = half.filter((other) => other <= value).length / half.length;
    return value <= mean ? Math.round(mean * share) : Math.round(mean + 1 + (254 - mean) * share);
  });
}

describe("equalizeBiHistogram", () => {
  it("equalizes each half inside its own range (by hand)", () => {
    // Mean 100: lower half 50, 50, 100 -> 100 * 2/3 = 66.7 and 100; upper half 200 -> 255.
    expect([...equalizeBiHistogram(Uint8Array.of(50, 50, 100, 200))]).toEqual([67, 67, 100, 255]);
    // Mean 15: lower half 10 -> 15; upper half 20 -> 255.
    expect([...equalizeBiHistogram(Uint8Array.of(10, 20))]).toEqual([15, 255]);
  });

  it("keeps a constant picture as it is", () => {
    for (const level of [0, 1, 127, 254, 255]) {
      expect([...equalizeBiHistogram(new Uint8Array(9).fill(level))]).toEqual(Array(9).fill(level));
    }
  });

  it("sends a two-level picture to its mean and to white", () => {
    expect([...equalizeBiHistogram(Uint8Array.of(0, 0, 255, 255))]).toEqual([127, 127, 255, 255]);
  });

  it("throws RangeError for an empty picture", () => {
    expect(() => equalizeBiHistogram(new Uint8Array())).toThrow(RangeError);
    expect(() => equalizeBiHistogram(new Uint8Array())).toThrow("got 0 pixels, expected at least 1");
  });

  it("agrees with an independent implementation", () => {
    fc.assert(
      fc.property(luma, (values) => {
        expect([...equalizeBiHistogram(values)]).toEqual(independentBbhe([...values]));
      }),
    );
  });

  it("agrees bit for bit with the Python twin that training uses", () => {
    const golden = JSON.parse(readFileSync(new URL("../golden/bi-histogram.json", import.meta.url), "utf8")) as {
      cases: { input: number[]; output: number[] }[];
    };
    expect(golden.cases.length).toBeGreaterThan(3);
    for (const { input, output } of golden.cases)
      expect([...equalizeBiHistogram(Uint8Array.from(input))]).toEqual(output);
  });

  it("never falls inside either half, and never crosses the split", () => {
    fc.assert(
      fc.property(luma, (values) => {
        const split = Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length);
        const mapping = biHistogramMapping(values);
        for (let level = 1; level < 256; level++) {
          if (level !== split + 1) expect(mapping[level]).toBeGreaterThanOrEqual(mapping[level - 1]);
          expect(mapping[level] <= split).toBe(level <= split);
        }
      }),
    );
  });

  it("keeps the mean brightness within the width of the halves", () => {
    // Each pixel stays in its half, so its value moves by less than the half is wide; hence also the mean.
    fc.assert(
      fc.property(luma, (values) => {
        const mean = (array: Uint8Array) => array.reduce((sum, value) => sum + value, 0) / array.length;
        const split = Math.floor(mean(values));
        const lower = values.filter((value) => value <= split).length / values.length;
        const bound = lower * split + (1 - lower) * (254 - split) + 1;
        expect(Math.abs(mean(equalizeBiHistogram(values)) - mean(values))).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it("leaves its input untouched", () => {
    const input = Uint8Array.of(1, 2, 3);
    equalizeBiHistogram(input);
    expect([...input]).toEqual([1, 2, 3]);
  });
});
