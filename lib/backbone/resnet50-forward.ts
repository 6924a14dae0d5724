/**
 * ResNet50's forward pass over convolutions with batch norms folded in: the one place where layers are put together,
 * for our weights (create-backbone.ts) and for ImageNet's (training/experiments/imagenet-backbone.ts). In: [n, side,
 * side, channels of the stem] float32 as the weights want it. Out: [n, 2048], mean over places, or the maps it is the mean
 * of. To be called inside tf.tidy.
 */
import * as tf from "@tensorflow/tfjs-core";
import { STAGES } from "./resnet50-layers";

export interface Convolution {
  readonly kernel: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
  readonly stride: number;
  readonly padding: number;
}

/** `convolutions`: by the names of RESNET50_LAYERS. */
export function resnet50Forward(input: tf.Tensor4D, convolutions: ReadonlyMap<string, Convolution>): tf.Tensor2D {
  return tf.mean(resnet50Maps(input, convolutions), [1, 2]);
}

/** The last maps, before the mean: [n, side / 32 rounded up, the same, 2048], none below 0. */
export function resnet50Maps(input: tf.Tensor4D, convolutions: ReadonlyMap<string, Convolution>): tf.Tensor4D {
  const convolve = (x: tf.Tensor4D, name: string, activation: "relu" | "linear" = "relu"): tf.Tensor4D => {
    const { kernel: filter, bias, stride: strides, padding: pad } = convolutions.get(name)!;
    return tf.fused.conv2d({ x, filter, bias, strides, pad, activation });
  };
  let x = tf.maxPool(convolve(input, "stem"), 3, 2, 1);
  for (const { stage, blocks } of STAGES) {
    for (let block = 0; block < blocks; block++) {
      const name = `${stage}.${block}`;
      const kept = block === 0 ? convolve(x, `${name}.shortcut`, "linear") : x;
      const inner = convolve(convolve(x, `${name}.conv1`), `${name}.conv2`);
      x = tf.relu(tf.add<tf.Tensor4D>(convolve(inner, `${name}.conv3`, "linear"), kept));
    }
  }
  return x;
}
