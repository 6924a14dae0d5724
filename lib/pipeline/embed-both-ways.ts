/**
 * Embeddings of still pictures: the mean of a crop's and its mirror image's. A face means the same both ways round, and
 * two looks are steadier than one (training/EXPERIMENTS.md has the gain). A live frame has no time for a second look.
 */
import type { Backbone, FeatureMaps } from "../backbone/create-backbone";
import { EMBEDDING_FEATURES } from "../backbone/resnet50-layers";
import type { GreyCrop } from "../types";

/** As `backbone.embed`: one embedding after another. */
export async function embedBothWays(
  backbone: Pick<Backbone, "embed">,
  crops: readonly GreyCrop[],
): Promise<Float32Array> {
  const embeddings = await backbone.embed([...crops, ...crops.map(mirrorCrop)]);
  const half = embeddings.length / 2;
  return embeddings.subarray(0, half).map((value, index) => (value + embeddings[half + index]) / 2);
}

/** As `backbone.maps`, the mirror image's turned back: their mean over places is the embedding of both ways. */
export async function mapsBothWays(backbone: Pick<Backbone, "maps">, crop: GreyCrop): Promise<FeatureMaps> {
  const { side, data } = await backbone.maps(crop);
  const mirrored = (await backbone.maps(mirrorCrop(crop))).data;
  const mean = data.map((value, index) => {
    const place = Math.floor(index / EMBEDDING_FEATURES);
    const turnedBack = place - (place % side) + side - 1 - (place % side);
    return (value + mirrored[turnedBack * EMBEDDING_FEATURES + (index % EMBEDDING_FEATURES)]) / 2;
  });
  return { side, data: mean };
}

/** Left and right exchanged. */
export function mirrorCrop({ side, data }: GreyCrop): GreyCrop {
  const mirrored = new Uint8Array(data.length);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) mirrored[y * side + x] = data[y * side + side - 1 - x];
  }
  return { side, data: mirrored };
}
