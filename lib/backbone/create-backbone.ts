/**
 * Crops -> embeddings: all of ResNet50 v1 to its average pool, on tfjs' current backend. The heavy stage.
 * In: grey crops of one side, luma 0 to 255. Network input [n, side, side, 1] float32, (luma - 127.5) / 64. Out:
 * [n * 2048] float32, or the maps they are the means of. Whoever creates a backbone disposes it; nothing else of a run stays on the backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import { breathe } from "../breathe";
import { assertComputed, PipelineError } from "../errors";
import type { LayerEntry, Manifest } from "../models/manifest";
import type { GreyCrop } from "../types";
import { resnet50Forward, resnet50Maps, type Convolution } from "./resnet50-forward";
import { assertResnet50, EMBEDDING_FEATURES } from "./resnet50-layers";

/** As training/preprocess.py. */
const LUMA_CENTER = 127.5;
const LUMA_SCALE = 64;

/** The network's last activations of one crop: what each place of it says in each feature. */
export interface FeatureMaps {
  /** Places along one side. */
  readonly side: number;
  /** [side * side * EMBEDDING_FEATURES], places in rows from the top, features innermost; none below 0. */
  readonly data: Float32Array;
}

export interface Backbone {
  /** Crops that one run may have. */
  readonly largestBatch: number;
  /** One embedding after another, EMBEDDING_FEATURES numbers each. Empty for no crops. */
  embed(crops: readonly GreyCrop[]): Promise<Float32Array>;
  /** The maps whose mean over places is the crop's embedding. */
  maps(crop: GreyCrop): Promise<FeatureMaps>;
  dispose(): void;
}

export interface BackboneOptions {
  /**
   * Batches that a run may have, largest first; the last is 1. Every size costs a GPU its own shaders, so there are few;
   * wasm gains nothing from larger ones.
   */
  readonly batchSizes: readonly number[];
}

/**
 * `weights`: the shards put together, verified; kept, because a change of input side loads its batch norms from them.
 * Throws PipelineError "bad-model" for layers that are not ResNet50's or lie outside the shards.
 */
export function createBackbone(
  manifest: Manifest["backbone"],
  weights: Uint8Array,
  { batchSizes }: BackboneOptions = { batchSizes: [1] },
): Backbone {
  assertResnet50(manifest.layers);
  for (const layer of manifest.layers) assertInside(layer, manifest.inputSides, weights.length);
  let loaded: { readonly side: number; readonly convolutions: ReadonlyMap<string, Convolution> } | null = null;

  const unload = (): void => {
    for (const { kernel, bias } of loaded?.convolutions.values() ?? []) tf.dispose([kernel, bias]);
    loaded = null;
  };
  const convolutionsFor = (side: number): ReadonlyMap<string, Convolution> => {
    const nearest = nearestSide(side, manifest.inputSides);
    if (loaded?.side !== nearest) {
      unload();
      const entries = manifest.layers.map((layer) => [layer.name, loadConvolution(layer, nearest, weights)] as const);
      loaded = { side: nearest, convolutions: new Map(entries) };
    }
    return loaded.convolutions;
  };

  const run = async (
    forward: typeof resnet50Forward | typeof resnet50Maps,
    crops: readonly GreyCrop[],
  ): Promise<Float32Array> => {
    await breathe();
    const convolutions = convolutionsFor(crops[0].side);
    const output = tf.tidy((): tf.Tensor => forward(cropsToTensor(crops), convolutions));
    try {
      const data = (await output.data()) as Float32Array;
      assertFeatures(data, crops.length);
      return data;
    } finally {
      output.dispose();
    }
  };

  return {
    largestBatch: Math.max(...batchSizes),
    async embed(crops) {
      const embeddings = new Float32Array(crops.length * EMBEDDING_FEATURES);
      for (let start = 0; start < crops.length;) {
        const size = batchSizes.find((candidate) => candidate <= crops.length - start) ?? 1;
        embeddings.set(await run(resnet50Forward, crops.slice(start, start + size)), start * EMBEDDING_FEATURES);
        start += size;
      }
      return embeddings;
    },
    async maps(crop) {
      const data = await run(resnet50Maps, [crop]);
      return { side: Math.sqrt(data.length / EMBEDDING_FEATURES), data };
    },
    dispose: unload,
  };
}

/** Even a black crop has features. */
function assertFeatures(data: Float32Array, crops: number): void {
  const length = data.length / crops;
  for (let crop = 0; crop < crops; crop++) {
    let sum = 0;
    for (let i = crop * length; i < (crop + 1) * length; i++) sum += data[i];
    assertComputed(sum, "features", "backbone");
  }
}

function nearestSide(side: number, sides: readonly number[]): number {
  return sides.reduce((nearest, other) => (Math.abs(other - side) < Math.abs(nearest - side) ? other : nearest));
}

function assertInside({ name, shape, kernel, sides }: LayerEntry, inputSides: readonly number[], bytes: number): void {
  const fail = (message: string) => new PipelineError("bad-model", "backbone", `layer ${name}: ${message}`);
  const [height, width, inputs, outputs] = shape;
  let end = kernel + height * width * inputs * outputs;
  for (const side of inputSides) {
    const own = sides[side];
    if (!own) throw fail(`got no batch norm for ${side} px, expected one for each of ${inputSides.join(", ")}`);
    end = Math.max(end, own.scale + 4 * outputs, own.bias + 4 * outputs);
  }
  if (end > bytes) throw fail(`got an end at byte ${end}, expected at most ${bytes}`);
}

/** int8 HWIO times one scale an output channel -> float32 tensor. */
function loadConvolution(layer: LayerEntry, side: number, weights: Uint8Array): Convolution {
  const [height, width, inputs, outputs] = layer.shape;
  const count = height * width * inputs * outputs;
  const int8 = new Int8Array(weights.buffer, weights.byteOffset + layer.kernel, count);
  const floats = (offset: number) => new Float32Array(weights.slice(offset, offset + 4 * outputs).buffer);
  const scale = floats(layer.sides[side].scale);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = int8[i] * scale[i % outputs];
  return {
    kernel: tf.tensor4d(values, [height, width, inputs, outputs]),
    bias: tf.tensor1d(floats(layer.sides[side].bias)),
    stride: layer.stride,
    padding: layer.padding,
  };
}

function cropsToTensor(crops: readonly GreyCrop[]): tf.Tensor4D {
  const { side } = crops[0];
  const values = new Float32Array(crops.length * side * side);
  crops.forEach((crop, index) => {
    if (crop.side !== side || crop.data.length !== side * side) {
      const got = `${crop.data.length} values for side ${crop.side}`;
      throw new PipelineError(
        "bad-input",
        "backbone",
        `crop ${index}: got ${got}, expected ${side * side} for side ${side}`,
      );
    }
    for (let i = 0; i < crop.data.length; i++) {
      values[index * side * side + i] = (crop.data[i] - LUMA_CENTER) / LUMA_SCALE;
    }
  });
  return tf.tensor4d(values, [crops.length, side, side, 1]);
}
