/** Who stays where there are more faces than a frame may have. */
import { expect, it } from "vitest";
import { chooseFaces } from "../../lib/detect/choose-faces";
import { faceAt } from "../helpers/detected-face";

const [a, b, c, d] = [faceAt(0, 0.9), faceAt(200, 0.8), faceAt(400, 0.7), faceAt(600, 0.6)];
const FACES = [a, b, c, d];

it.each([
  ["nobody is known: the best by score", [], 2, [a, b]],
  ["who is known comes first, in the order of score", [[d, 0]], 2, [a, d]],
  [
    "who was there in the last frame comes before who was missed",
    [
      [a, 2],
      [b, 1],
      [c, 0],
      [d, 0],
    ],
    3,
    [b, c, d],
  ],
  ["there is room for all", [[d, 0]], 4, FACES],
  ["there is no limit", [], Infinity, FACES],
] as const)("%s", (_, known, most, expected) => {
  const followed = known.map(([{ box }, misses]) => ({ face: faceAt(box.x + 20, 0.5), misses }));
  expect(chooseFaces(FACES, most, followed)).toEqual(expected);
});
