/**
 * Golden outputs that a backend must reproduce before it goes live: WebGPU once gave wrong ResNet50 numbers without an
 * error (tfjs #5742). Backbone goldens come from PyTorch, detector goldens from tfjs' wasm backend, whose boxes are held
 * against MediaPipe's own runtime by a test.
 */
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type { Backbone } from "../backbone/create-backbone";
import type { FaceDetector } from "../detect/create-face-detector";
import { DETECTOR_SIDE_PX } from "../detect/detector-side";
import { PipelineError } from "../errors";
import type { InputSide } from "../types";
import { goldenCrops, goldenDetectorInput } from "./golden-input";

/**
 * Largest root of summed squared differences, relative to the golden's own. float32 backends stay below 1e-4, WebGL with
 * half floats below 1e-2 (measured); wrong shaders are off by 1 and more.
 */
const TOLERANCE = 0.02;

const goldenSchema = z.object({ values: z.array(z.number()), stride: z.number().int().positive() });
/** Input side -> the embedding of each golden crop. */
const backboneSchema = z.object({ features: z.record(z.string(), z.array(z.array(z.number())).min(1)) });

export interface SelfTestGoldens {
  readonly detector: Uint8Array;
  readonly backbone: Uint8Array;
}

/**
 * Both networks, the backbone at one input side: each has shaders of its own, and so have batches, which are all compiled
 * by this. Throws PipelineError "self-test-failed" that says by how much the backend is off.
 */
export async function runSelfTest(
  detector: FaceDetector,
  backbone: Backbone,
  goldens: SelfTestGoldens,
  side: InputSide,
): Promise<void> {
  const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
  const { values, stride } = goldenSchema.parse(parse(goldens.detector));
  assertNear("detector", await runDetectorSample(detector, stride), values);
  const features = backboneSchema.parse(parse(goldens.backbone)).features[side];
  if (!features) throw new PipelineError("bad-model", "backbone", `self-test: got no numbers for ${side} px`);
  // As many crops as fill the largest batch and leave one for a run of its own.
  const count = backbone.largestBatch > 1 ? backbone.largestBatch + 1 : features.length;
  const repeat = <Item>(items: readonly Item[]): Item[] =>
    Array.from({ length: count }, (_, index) => items[index % items.length]);
  assertNear("backbone", await backbone.embed(repeat(goldenCrops(side))), repeat(features).flat());
}

/** Every `stride`-th number of the detector network's output for the golden input. */
export async function runDetectorSample(detector: FaceDetector, stride: number): Promise<Float32Array> {
  const input = tf.tensor4d(goldenDetectorInput(), [1, DETECTOR_SIDE_PX, DETECTOR_SIDE_PX, 3]);
  const output = detector.run(input);
  try {
    const all = await output.data();
    return Float32Array.from({ length: Math.ceil(all.length / stride) }, (_, index) => all[index * stride]);
  } finally {
    tf.dispose([input, output]);
  }
}

/** Relative difference of two vectors: |got - expected| / |expected|. NaN where a number is missing. */
export function relativeDifference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return NaN;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (got[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

function assertNear(what: string, got: ArrayLike<number>, expected: ArrayLike<number>): void {
  const difference = relativeDifference(got, expected);
  if (!(difference <= TOLERANCE)) {
    const message = `${what} gives wrong numbers: got a relative difference of ${difference.toPrecision(2)}, expected at most ${TOLERANCE}`;
    throw new PipelineError("self-test-failed", "backends", message);
  }
}
