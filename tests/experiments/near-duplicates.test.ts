/** The same photo in another size or light is one original; another photo is not. */
import { expect, it } from "vitest";
import { createRandom } from "../../lib/heads/training/random";
import type { Picture } from "../../lib/types";
import { nearDuplicateGroups, THUMBNAIL_SIDE, thumbnailOf } from "../../training/experiments/near-duplicates";

/** Smooth grey picture of random waves, drawn at any size. */
function waves(seed: number, width: number, height: number, light = 1): Picture {
  const random = createRandom(seed);
  const parts = Array.from({ length: 40 }, () => [25 * random(), 50 * random() - 25, 7 * random()]);
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = parts.reduce(
        (sum, [fx, fy, phase]) => sum + Math.sin((fx * x) / width + (fy * y) / height + phase),
        0,
      );
      data.fill(light * (128 + 10 * value), 4 * (y * width + x), 4 * (y * width + x) + 3);
    }
  }
  return { width, height, data };
}

it("a thumbnail is 32 x 32 means, from larger and from smaller pictures", () => {
  const data = new Uint8ClampedArray(4 * 64 * 64).map((_, i) =>
    i % 4 === 3 ? 255 : Math.floor(i / 4 / 64) < 32 ? 10 : 200,
  );
  const thumbnail = thumbnailOf({ width: 64, height: 64, data });
  expect(thumbnail.length).toBe(THUMBNAIL_SIDE ** 2);
  expect([thumbnail[0], thumbnail[16 * 32 - 1], thumbnail[16 * 32]]).toEqual([10, 10, 200]);
  expect(thumbnailOf({ width: 1, height: 1, data: Uint8ClampedArray.of(7, 7, 7, 255) })).toEqual(
    new Uint8Array(THUMBNAIL_SIDE ** 2).fill(7),
  );
});

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
