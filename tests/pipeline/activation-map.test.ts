/** Places of the last maps by hand: what each adds to a score, and that together they are the embedding's. */
import { expect, it } from "vitest";
import { activationValues, meanOverPlaces } from "../../lib/pipeline/activation-map";

/** 2 x 2 places of 3 features. */
const MAPS = { side: 2, data: Float32Array.of(1, 0, 2, 0, 4, 0, 3, 0, 0, 0, 0, 6) };

it("the embedding is the mean over places", () => {
  expect([...meanOverPlaces(MAPS)]).toEqual([1, 1, 2]);
});

it("each place adds gradient times its features, and the sum is gradient . embedding", () => {
  const values = activationValues(MAPS, [2, -1, 0.5]);
  expect([...values]).toEqual([(2 + 1) / 4, -4 / 4, 6 / 4, 3 / 4]);
  expect(values.reduce((a, b) => a + b, 0)).toBe(2 * 1 - 1 * 1 + 0.5 * 2);
});
