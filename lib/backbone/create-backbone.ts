/**
 * Crops -> embeddings: all of ResNet50 v1 to its average pool, on tfjs' current backend. The heavy stage.
 * In: grey crops of one side, luma 0 to 255. Network input [n, side, side, 1] float32, (luma - 127.5) / 64. Out:
 * [n * 2048] float32. Whoever creates a backbone disposes it; nothing else of a run stays on the backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import { PipelineError } from "../errors";
import type { Manifest } from "../models/manifest";
import type { GreyCrop } from "../types";
import { resnet50Forward, type Convolution } from "./resnet50-forward";
import { assertResnet50, EMBEDDING_FEATURES } from "./resnet50-layers";

/** As training/preprocess.py. */
const LUMA_CENTER = 127.5;
const LUMA_SCALE = 64;

export interface Backbone {
  /** One embedding after another, EMBEDDING_FEATURES numbers each. Empty for no crops. */
  embed(crops: readonly GreyCrop[]): Promise<Float32Array>;
  /** Runs every batch size once, so that shaders are compiled before the first face. */
  warmUp(side: number): Promise<void>;
  dispose(): void;
}

export interface BackboneOptions {
  /**
   * Batches that a run may have, largest first; the last is 1. Every size costs a GPU its own shaders, so there are few;
   * wasm gains nothing from larger ones.
   */
  readonly batchSizes: readonly number[];
}

/** `weights`: the shards put together, verified. They may be freed afterwards. */
export function createBackbone(
  manifest: Manifest["backbone"],
  weights: Uint8Array,
  { batchSizes }: BackboneOptions = { batchSizes: [1] },
): Backbone {
  assertResnet50(manifest.layers);
  const convolutions = new Map<string, Convolution>();
  for (const layer of manifest.layers) convolutions.set(layer.name, loadConvolution(layer, weights));

  const runBatch = async (crops: readonly GreyCrop[]): Promise<Float32Array> => {
    const output = tf.tidy(() => resnet50Forward(cropsToTensor(crops), convolutions));
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  };

  return {
    async embed(crops) {
      const embeddings = new Float32Array(crops.length * EMBEDDING_FEATURES);
      for (let start = 0; start < crops.length;) {
        const size = batchSizes.find((candidate) => candidate <= crops.length - start) ?? 1;
        embeddings.set(await runBatch(crops.slice(start, start + size)), start * EMBEDDING_FEATURES);
        start += size;
      }
      return embeddings;
    },
    async warmUp(side) {
      const crop: GreyCrop = { side, data: new Uint8Array(side * side) };
      for (const size of batchSizes) await runBatch(Array<GreyCrop>(size).fill(crop));
    },
    dispose() {
      for (const { kernel, bias } of convolutions.values()) tf.dispose([kernel, bias]);
      convolutions.clear();
    },
  };
}

/** int8 HWIO times one scale an output channel -> float32 tensor. */
function loadConvolution(layer: Manifest["backbone"]["layers"][number], weights: Uint8Array): Convolution {
  const [height, width, inputs, outputs] = layer.shape;
  const count = height * width * inputs * outputs;
  const end = Math.max(layer.kernel + count, layer.scale + 4 * outputs, layer.bias + 4 * outputs);
  if (end > weights.length) {
    const message = `layer ${layer.name}: got an end at byte ${end}, expected at most ${weights.length}`;
    throw new PipelineError("bad-model", "backbone", message);
  }
  const int8 = new Int8Array(weights.buffer, weights.byteOffset + layer.kernel, count);
  const floats = (offset: number) => new Float32Array(weights.slice(offset, offset + 4 * outputs).buffer);
  const scale = floats(layer.scale);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = int8[i] * scale[i % outputs];
  return {
    kernel: tf.tensor4d(values, [height, width, inputs, outputs]),
    bias: tf.tensor1d(floats(layer.bias)),
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
