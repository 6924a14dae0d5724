/** Bins of bench/quality-gates.ts: every face in one of them, by the size of its measure. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { rightByBin } from "../../bench/quality/bins";

const face = (turn: number, right: boolean): Parameters<typeof rightByBin>[0][number] => ({
  measures: {
    spanPx: 20,
    outsideShare: 0,
    meanLuma: 100,
    darkShare: 0,
    brightShare: 0,
    turn,
    sharpness: 0.8,
    noise: 0.05,
  },
  right,
});

it("puts a face where its measure, without its sign, begins", () => {
  const bins = rightByBin([face(0.25, true), face(-0.3, false), face(-2.5, true)], "turn");
  expect(bins[0]).toMatchObject({ from: 0, below: 0.25, right: { right: 0, of: 0 } });
  expect(bins[1]).toMatchObject({ from: 0.25, below: 0.5, right: { right: 1, of: 2 } });
  expect(bins.at(-1)).toMatchObject({ from: 2, below: null, right: { right: 1, of: 1 } });
});

it("counts each face once", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean())), (faces) => {
      const bins = rightByBin(
        faces.map(([turn, right]) => face(turn, right)),
        "turn",
      );
      expect(bins.reduce((sum, { right }) => sum + right.of, 0)).toBe(faces.length);
      expect(bins.reduce((sum, { right }) => sum + right.right, 0)).toBe(faces.filter(([, right]) => right).length);
    }),
  );
});
