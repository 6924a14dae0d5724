/** How much two boxes share, by hand. */
import { describe, expect, it } from "vitest";
import { overlapOf } from "../lib/box-geometry";

describe("overlapOf", () => {
  it("is intersection over union (by hand)", () => {
    const box = { x: 0, y: 0, width: 100, height: 100 };
    expect(overlapOf(box, box)).toBe(1);
    expect(overlapOf(box, { ...box, x: 50 })).toBeCloseTo(1 / 3, 9);
    expect(overlapOf(box, { x: 25, y: 25, width: 50, height: 50 })).toBeCloseTo(1 / 4, 9);
    expect(overlapOf(box, { ...box, x: 100 })).toBe(0);
  });
});
