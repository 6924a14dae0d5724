/** What tells that two pictures are one photo: thumbnails, hashes, and the search that leaves most pairs out. */
import { describe, expect, test } from "vitest";
import { createRandom } from "../../lib/heads/training/random";
import { createNearDuplicateIndex } from "../../training/near-duplicate-index";
import {
  areNearDuplicates,
  correlation,
  hashDistance,
  LARGEST_DISTANCE,
  printOf,
  THUMBNAIL_SIDE,
  thumbnailOf,
  type PerceptualHash,
  type PicturePrint,
} from "../../training/picture-print";
import { waves } from "../helpers/waves";

test("a thumbnail is 32 x 32 means, from larger and from smaller pictures", () => {
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

describe("correlation", () => {
  test.each([
    ["brighter and with less contrast", [0, 100, 200, 40], [50, 100, 150, 70], 1],
    ["upside down in grey", [0, 100, 200, 40], [200, 100, 0, 160], -1],
    ["unrelated", [0, 200, 0, 200], [0, 0, 200, 200], 0],
    ["blank beside anything", [9, 9, 9, 9], [0, 100, 200, 40], 0],
    ["blank beside blank", [9, 9, 9, 9], [9, 9, 9, 9], 0],
  ])("%s", (_, a, b, expected) => {
    expect(correlation(Uint8Array.from(a), Uint8Array.from(b))).toBeCloseTo(expected, 12);
  });
});

test.each([
  [[0, 0], [0, 0], 0],
  [[0, 0], [-1, 0], 32],
  [[0b1011, 1 << 31], [0b0010, 0], 3],
  [[-1, -1], [0, 0], 64],
] satisfies [PerceptualHash, PerceptualHash, number][])("hashes %j and %j differ in %i bits", (a, b, bits) => {
  expect(hashDistance(a, b)).toBe(bits);
});

describe("near-duplicates", () => {
  const [first, second] = [printOf(thumbnailOf(waves(1, 48, 48))), printOf(thumbnailOf(waves(2, 48, 48)))];

  test("a copy in another size and light is one, another picture is not", () => {
    expect(areNearDuplicates(first, printOf(thumbnailOf(waves(1, 160, 120, 0.8))))).toBe(true);
    expect(areNearDuplicates(first, second)).toBe(false);
  });

  test("both must hold: an equal hash with another thumbnail is none, nor an equal thumbnail with another hash", () => {
    expect(areNearDuplicates(first, { ...second, hash: first.hash })).toBe(false);
    const farHash: PerceptualHash = [first.hash[0] ^ 0b111111111, first.hash[1]];
    expect(areNearDuplicates(first, { ...first, hash: farHash })).toBe(false);
  });

  test("up to 8 bits may differ", () => {
    const flipped: PerceptualHash = [first.hash[0] ^ 0b1111, first.hash[1] ^ (0b1111 << 28)];
    expect(areNearDuplicates(first, { ...first, hash: flipped })).toBe(true);
  });
});

describe("the index", () => {
  const { thumbnail } = printOf(thumbnailOf(waves(1, 48, 48)));
  const withHash = (hash: PerceptualHash): PicturePrint => ({ hash, thumbnail });

  test("finds what comparing all pairs finds, for hashes at every distance around the limit", () => {
    const random = createRandom(1);
    const word = (): number => (random() * 2 ** 32) | 0;
    const flip = ([low, high]: PerceptualHash, bits: number): PerceptualHash => {
      const order = Array.from({ length: 64 }, (_, bit) => ({ bit, key: random() })).sort((a, b) => a.key - b.key);
      return order
        .slice(0, bits)
        .reduce<PerceptualHash>(
          ([l, h], { bit }) => (bit < 32 ? [l ^ (1 << bit), h] : [l, h ^ (1 << (bit - 32))]),
          [low, high],
        );
    };
    const bases = Array.from({ length: 30 }, (): PerceptualHash => [word(), word()]);
    const prints = bases.flatMap((base) =>
      Array.from({ length: LARGEST_DISTANCE + 4 }, (_, bits) => withHash(flip(base, bits))),
    );
    const index = createNearDuplicateIndex(prints);
    for (const base of bases) {
      const all = prints.flatMap((print, at) => (areNearDuplicates(withHash(base), print) ? [at] : []));
      expect(all.length).toBeGreaterThanOrEqual(LARGEST_DISTANCE + 1);
      expect(index.find(withHash(base))).toEqual(all);
    }
  });

  test("finds a picture whose hash differs by one bit in all parts but the last, wherever the bits lie", () => {
    const hash: PerceptualHash = [0x12345678, 0x9abcdef0 | 0];
    // 7 bits a part from the lowest; one bit of each of the first eight parts.
    const spread = [0, 7, 14, 21, 28, 35, 42, 49].reduce<PerceptualHash>(
      ([low, high], bit) => (bit < 32 ? [low ^ (1 << bit), high] : [low, high ^ (1 << (bit - 32))]),
      hash,
    );
    expect(createNearDuplicateIndex([withHash(spread)]).find(withHash(hash))).toEqual([0]);
  });

  test("of nothing finds nothing", () => expect(createNearDuplicateIndex([]).find(withHash([1, 2]))).toEqual([]));
});
