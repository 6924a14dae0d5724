/** Which of the faces of another look is the face that was looked at. */
import { expect, it } from "vitest";
import { sameAs } from "../../lib/detect/look-closer";
import { faceAt } from "../helpers/detected-face";

it("is the nearest one, however sure its neighbour is", () => {
  const found = [faceAt(504, 0.95), faceAt(556, 0.9)];
  expect(sameAs(faceAt(550, 0.8), found)).toBe(found[1]);
  expect(sameAs(faceAt(500, 0.8), found)).toBe(found[0]);
});

it("is none that overlaps too little", () => {
  expect(sameAs(faceAt(600, 0.8), [faceAt(504, 0.95)])).toBeUndefined();
  expect(sameAs(faceAt(600, 0.8), [])).toBeUndefined();
});
