/** Both ways round: mirrored by hand, and no way is preferred whatever a backbone makes of a crop. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import type { Backbone } from "../../lib/backbone/create-backbone";
import { embedBothWays, mirrorCrop } from "../../lib/pipeline/embed-both-ways";
import type { GreyCrop } from "../../lib/types";

it("exchanges left and right", () => {
  const crop: GreyCrop = { side: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  expect([...mirrorCrop(crop).data]).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
});

/** Sums of pixels by their place: another function than any mirror image's. */
const placeSums: Backbone["embed"] = async (crops) => {
  const embeddings = new Float32Array(crops.length * EMBEDDING_FEATURES);
  crops.forEach(({ data }, index) =>
    data.forEach((value, at) => (embeddings[index * EMBEDDING_FEATURES + at] = value)),
  );
  return Promise.resolve(embeddings);
};

it("gives a crop and its mirror image the same embedding, and keeps the order of crops", async () => {
  const crop = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((data): GreyCrop => ({ side: 4, data: Uint8Array.from(data) }));
  await fc.assert(
    fc.asyncProperty(fc.array(crop, { maxLength: 3 }), async (crops) => {
      const backbone: Pick<Backbone, "embed"> = { embed: placeSums };
      const embeddings = await embedBothWays(backbone, crops);
      expect(embeddings).toEqual(await embedBothWays(backbone, crops.map(mirrorCrop)));
      crops.forEach(({ data }, index) => {
        expect(embeddings[index * EMBEDDING_FEATURES]).toBe((data[0] + data[3]) / 2);
      });
    }),
  );
});
