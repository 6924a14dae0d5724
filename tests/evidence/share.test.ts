/** Shares and their intervals, against cases printed in the source. */
import { describe, expect, it } from "vitest";
import { shareOf } from "../../lib/evidence/share";

describe("shares", () => {
  it("Wilson's interval of 81 of 263 is 0.2553 to 0.3662 (Newcombe 1998, Statistics in Medicine 17, 857-872)", () => {
    const { low, high } = shareOf(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it("stays inside 0 to 1", () => {
    for (const of of [0, 1, 7, 7500]) {
      for (const right of [0, of]) {
        const { low, high } = shareOf(right, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }
    }
  });

  it("of nothing says nothing", () => {
    expect(shareOf(0, 0)).toEqual({ right: 0, of: 0, rate: 0, low: 0, high: 1 });
  });
});
