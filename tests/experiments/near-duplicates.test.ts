/** The same photo in another size or light is one original; another photo is not. */
import { expect, it } from "vitest";
import { nearDuplicateGroups } from "../../training/experiments/near-duplicates";
import { THUMBNAIL_SIDE, thumbnailOf } from "../../training/picture-print";
import { waves } from "../helpers/waves";

it("groups a picture with itself resized and darker, and with nothing else", () => {
  const pictures = [
    ...[waves(1, 48, 48), waves(2, 48, 48), waves(1, 160, 160)],
    ...[waves(3, 48, 48), waves(1, 64, 64, 0.8), waves(2, 100, 100, 1.1)],
  ];
  expect([...nearDuplicateGroups(pictures.map(thumbnailOf))]).toEqual([0, 1, 0, 3, 0, 1]);
});

it("takes blank pictures and none at all", () => {
  const blank = new Uint8Array(THUMBNAIL_SIDE ** 2).fill(50);
  expect([...nearDuplicateGroups([blank, thumbnailOf(waves(4, 48, 48))])]).toEqual([0, 1]);
  expect([...nearDuplicateGroups([])]).toEqual([]);
});
