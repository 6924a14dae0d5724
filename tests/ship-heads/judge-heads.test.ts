/** Figures of heads on faces with two labels, the choice of the default, and the refusal to get worse. */
import { expect, it } from "vitest";
import { createHeadOf } from "../../lib/heads";
import { EXPRESSIONS } from "../../lib/types";
import { shareOf } from "../../lib/evidence/share";
import { bestHead, figuresOf, reasonNotToShip, type HeadFigures } from "../../training/ship-heads/judge-heads";
import { floats, headHeader } from "../helpers/head-files";

/** Says the class of the embedding's largest number. */
const header = headHeader("linear", [...EXPRESSIONS]);
const arrays = {
  mean: floats([3], 0, 0, 0),
  deviation: floats([3], 1, 1, 1),
  weights: floats([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1),
  bias: floats([3], 0, 0, 0),
};
const head = createHeadOf({ header, arrays }, "test", 3);

const figures = (id: string, raw: number, majority: number): HeadFigures => ({
  id,
  name: id,
  raw: shareOf(raw, 1000),
  majority: shareOf(majority, 1000),
});

it("counts by each label where the face has one", () => {
  const faces = [
    { embedding: Float32Array.of(2, 0, 0), raw: 0, majority: 0 },
    { embedding: Float32Array.of(0, 2, 0), raw: 0, majority: 1 },
    { embedding: Float32Array.of(0, 0, 2), raw: null, majority: 0 },
    { embedding: Float32Array.of(0, 0, 2), raw: 2, majority: null },
  ];
  const { id, raw, majority } = figuresOf(head, faces);
  expect(id).toBe("test");
  expect(raw).toEqual(shareOf(2, 3));
  expect(majority).toEqual(shareOf(2, 3));
});

it("the default has the highest sum of both shares; the first of equal ones", () => {
  expect(bestHead([figures("a", 900, 950), figures("b", 910, 945), figures("c", 905, 950)]).id).toBe("b");
});

it("ships what is at most half a point worse, whatever the majority says", () => {
  const shipped = figures("old", 920, 960);
  expect(reasonNotToShip(shipped, figures("new", 930, 900))).toBeNull();
  expect(reasonNotToShip(shipped, figures("new", 916, 960))).toBeNull();
  expect(reasonNotToShip(shipped, figures("new", 914, 990))).toBe(
    "PublicTest: got 91.4 % with the best new head (new), expected at most 0.5 points less than the 92.0 % of the shipped " +
      "one (old); nothing is written without --force",
  );
});
