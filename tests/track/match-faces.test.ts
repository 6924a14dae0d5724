/** Which box is which face: small cases named after the rule, and the assignment against trying everything. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignCheapest } from "../../lib/track/assign-cheapest";
import {
  matchCost,
  matchFaces,
  MISSED_COST,
  STOPPED_COST,
  WORST_COST,
  type KnownFace,
} from "../../lib/track/match-faces";
import { continueMotion, PREDICT_AT_MOST_MS, predictBox, startMotion } from "../../lib/track/predict-box";
import type { BoxPx } from "../../lib/types";

const boxAt = (x: number, y = 0, side = 100): BoxPx => ({ x, y, width: side, height: side });

/** Last seen at 0 ms. */
const faceAt = (box: BoxPx, speedPx = 0, missedSinceMs: number | null = null): KnownFace => ({
  motion: { box, seenMs: 0, velocity: { x: speedPx, y: 0 } },
  missedSinceMs,
});

describe("assignCheapest", () => {
  /** Sum of the cheapest way to give the rows from `row` on columns that are still free. */
  function cheapest(costs: readonly (readonly number[])[], row = 0, taken: readonly number[] = []): number {
    if (row === costs.length) return 0;
    const sums = costs[row].map((cost, column) =>
      taken.includes(column) ? Infinity : cost + cheapest(costs, row + 1, [...taken, column]),
    );
    return Math.min(...sums);
  }

  it("finds what trying everything finds", () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 }));
    const tables = size.chain(([rows, spare]) => {
      const columns = rows + spare;
      const row = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: columns, maxLength: columns });
      return fc.array(row, { minLength: rows, maxLength: rows });
    });
    fc.assert(
      fc.property(tables, (costs) => {
        const columns = assignCheapest(costs);
        expect(new Set(columns).size).toBe(costs.length);
        expect(columns.reduce((sum, column, row) => sum + costs[row][column], 0)).toBe(cheapest(costs));
      }),
    );
  });

  it("has nothing to give where there is no row", () => {
    expect(assignCheapest([])).toEqual([]);
  });
});

describe("predictBox", () => {
  it("goes on at constant velocity, for a while", () => {
    const motion = continueMotion(startMotion(boxAt(0), 0), boxAt(10, -5), 50);
    expect(motion.velocity).toEqual({ x: 200, y: -100 });
    expect(predictBox(motion, 150)).toEqual(boxAt(30, -15));
    expect(predictBox(motion, 50 + 10 * PREDICT_AT_MOST_MS)).toEqual(predictBox(motion, 50 + PREDICT_AT_MOST_MS));
  });

  it("takes a face seen once, or twice in one moment, to stand still", () => {
    const once = startMotion(boxAt(0), 0);
    expect(predictBox(once, 500)).toEqual(boxAt(0));
    expect(predictBox(continueMotion(once, boxAt(10), 0), 500)).toEqual(boxAt(10));
  });
});

describe("matchCost", () => {
  it("is nothing where the face should be by now", () => {
    expect(matchCost(faceAt(boxAt(0), 600), boxAt(60), 100)).toBeCloseTo(0, 9);
  });

  it("grows with distance, measured in sides", () => {
    expect(matchCost(faceAt(boxAt(0)), boxAt(50), 33)).toBeCloseTo(1 - 1 / 3 + 0.5, 9);
    expect(matchCost(faceAt(boxAt(0, 0, 10)), boxAt(5, 0, 10), 33)).toBeCloseTo(1 - 1 / 3 + 0.5, 9);
  });

  it("grows with a change of size", () => {
    expect(matchCost(faceAt(boxAt(0)), boxAt(25, 25, 50), 33)).toBeCloseTo(1 - 1 / 4 + Math.log(2), 9);
  });

  it("is a little higher for a face that stopped, and for one that was missed", () => {
    expect(matchCost(faceAt(boxAt(0), 3000), boxAt(0), 100)).toBeCloseTo(STOPPED_COST, 9);
    expect(matchCost(faceAt(boxAt(0), 0, 0), boxAt(0), 100)).toBeCloseTo(MISSED_COST, 9);
  });
});

describe("matchFaces", () => {
  it("takes a box a little more than one side away for a new face", () => {
    const face = faceAt(boxAt(0));
    expect(matchFaces([face], [boxAt(99)], 33, 33)).toEqual([face]);
    expect(matchFaces([face], [boxAt(101)], 33, 33)).toEqual([null]);
    expect(matchCost(face, boxAt(101), 33)).toBeGreaterThan(WORST_COST);
  });

  it("lets a face go further where frames lie far apart", () => {
    const face = faceAt(boxAt(0));
    expect(matchFaces([face], [boxAt(105)], 100, 100)).toEqual([null]);
    expect(matchFaces([face], [boxAt(180)], 1000, 1000)).toEqual([face]);
    expect(matchFaces([face], [boxAt(200)], 1000, 1000)).toEqual([null]);
  });

  it("holds two faces apart that change places from one frame to the next", () => {
    const [rightward, leftward] = [faceAt(boxAt(0), 600), faceAt(boxAt(60), -600)];
    expect(matchFaces([rightward, leftward], [boxAt(0), boxAt(60)], 100, 100)).toEqual([leftward, rightward]);
  });

  it("holds two neighbours apart where the whole picture jumps, though the nearest box is the other's", () => {
    const [left, right] = [faceAt(boxAt(0)), faceAt(boxAt(90))];
    const jumped = [boxAt(50), boxAt(140)];
    expect(matchCost(right, jumped[0], 33)).toBeLessThan(matchCost(left, jumped[0], 33));
    expect(matchFaces([left, right], jumped, 33, 33)).toEqual([left, right]);
  });

  it("gives the one box of two faces at one place to the face that was seen all the time", () => {
    const [hidden, inFront] = [faceAt(boxAt(0), 0, 0), faceAt(boxAt(3))];
    expect(matchFaces([hidden, inFront], [boxAt(1)], 33, 33)).toEqual([inFront]);
  });

  it("gives of two boxes at one place the large one to the large face", () => {
    const [near, far] = [faceAt(boxAt(0, 0, 200)), faceAt(boxAt(50, 50, 100))];
    expect(matchFaces([near, far], [boxAt(55, 50, 100), boxAt(5, 0, 200)], 33, 33)).toEqual([far, near]);
  });

  it("gives each face at most one box, and each box one face or none", () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 }));
    const places = fc.array(place, { maxLength: 8 });
    fc.assert(
      fc.property(places, places, (known, found) => {
        const faces = known.map(([x, y]) => faceAt(boxAt(x, y)));
        const boxes = found.map(([x, y]) => boxAt(x, y));
        const matches = matchFaces(faces, boxes, 33, 33);
        expect(matches).toHaveLength(boxes.length);
        const given = matches.filter((face) => face !== null);
        expect(new Set(given).size).toBe(given.length);
        matches.forEach((face, index) => {
          if (face) expect(matchCost(face, boxes[index], 33)).toBeLessThanOrEqual(WORST_COST);
        });
      }),
    );
  });
});
