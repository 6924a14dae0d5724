/**
 * Detector and backbone on tfjs' wasm backend, from the shipped files, give the golden numbers (the backbone's are
 * PyTorch's), and the self-test that guards every start notices a single wrong layer. WebGPU: webgpu-parity.test.ts.
 */
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { createBackbone } from "../../lib/backbone/create-backbone";
import { goldenCrops } from "../../lib/pipeline/golden-input";
import { runSelfTest } from "../../lib/pipeline/self-test";
import { wasmBackend } from "../../lib/backends/wasm";
import { joinBytes } from "../../lib/models/model-source";
import { createPipeline, type ModelFiles, type Pipeline } from "../../lib/pipeline/load-pipeline";
import { countTurns } from "../helpers/count-turns";
import { measureParity, PARITY_TOLERANCE } from "../helpers/parity";
import { loadShippedModels, NODE_ENVIRONMENT } from "../../cli/open-pipeline";
import { rejectionOf, thrownBy } from "../helpers/thrown-error";

let files: ModelFiles;
let pipeline: Pipeline;
beforeAll(async () => {
  expect(await wasmBackend.start(NODE_ENVIRONMENT)).toMatchObject({ name: "wasm" });
  files = await loadShippedModels();
  pipeline = await createPipeline(files, [1]);
});
afterAll(() => pipeline.dispose());

const bytesOf = (path: string): Uint8Array => files.bytes.get(path)!;

it("detector and backbone give the goldens at every input size, in whatever order they come", async () => {
  const sides = files.manifest.backbone.inputSides;
  const tensors: number[] = [];
  for (const side of [...sides, sides[0]]) {
    const parity = await measureParity(pipeline, files, side);
    console.log(`wasm, ${side} px: relative difference ${JSON.stringify(parity)}, tolerance ${PARITY_TOLERANCE}`);
    expect(parity.detector, `${side} px`).toBeLessThan(PARITY_TOLERANCE);
    expect(parity.backbone, `${side} px`).toBeLessThan(PARITY_TOLERANCE);
    tensors.push(tf.memory().numTensors);
  }
  expect(new Set(tensors).size, "one size's weights at a time").toBe(1);
  await pipeline.selfTest(96);
}, 180_000);

it("between crops, and before their maps, the thread answers", async () => {
  const { backbone } = pipeline;
  const [crop] = goldenCrops(96);
  const expected = await backbone.embed([crop, crop, crop]);
  const answered: number[] = [];
  const backend = tf.backend();
  const read = backend.read.bind(backend);
  const reading = vi.spyOn(backend, "read");
  const got = await countTurns(async (turns) => {
    reading.mockImplementation((id) => (answered.push(turns()), read(id)));
    const embeddings = await backbone.embed([crop, crop, crop]);
    await backbone.maps(crop);
    await backbone.maps(crop);
    return embeddings;
  });
  reading.mockRestore();
  expect(answered).toHaveLength(5);
  expect(new Set(answered).size).toBe(5);
  expect(got).toEqual(expected);
});

it("says that a backend computes nothing any more", async () => {
  const weights = joinBytes(files.manifest.backbone.shards.map(bytesOf)).fill(0);
  const backbone = createBackbone(files.manifest.backbone, weights);
  try {
    const error = await rejectionOf(backbone.embed(goldenCrops(96)));
    expect(error.code).toBe("backend-failed");
    expect(error.message).toMatch(/^features: got a sum of 0, expected numbers above 0/);
  } finally {
    backbone.dispose();
  }
});

it("refuses a layer without batch norms for a size, or outside the shards", () => {
  const { backbone } = files.manifest;
  const weights = joinBytes(backbone.shards.map(bytesOf));
  const [stem, ...others] = backbone.layers;
  const withStem = (sides: typeof stem.sides) => ({ ...backbone, layers: [{ ...stem, sides }, ...others] });
  expect(thrownBy(() => createBackbone(withStem({ "96": stem.sides["96"] }), weights)).message).toMatch(
    /^layer stem: got no batch norm for 128 px, expected one for each of 96, 128, 224/,
  );
  const outside = { ...stem.sides, "224": { scale: weights.length - 4, bias: 0 } };
  expect(thrownBy(() => createBackbone(withStem(outside), weights)).message).toMatch(/^layer stem: got an end at byte/);
});

describe("the self-test", () => {
  /** Runs it with these networks and gives back what it throws. */
  const selfTestError = (detector: Pipeline["detector"], backbone: Pipeline["backbone"]) =>
    rejectionOf(runSelfTest(detector, backbone, goldens(), 96));
  const goldens = () => ({
    detector: bytesOf(files.manifest.selfTest.detector),
    backbone: bytesOf(files.manifest.selfTest.backbone),
  });

  it.each(["stem", "3.0.conv2", "5.2.conv3"])("notices wrong weights in the backbone's layer %s", async (name) => {
    const weights = joinBytes(files.manifest.backbone.shards.map(bytesOf));
    const { kernel, shape } = files.manifest.backbone.layers.find((layer) => layer.name === name)!;
    const kernelEnd = kernel + shape.reduce((product, size) => product * size, 1);
    // All bits of an int8: v becomes -v - 1.
    for (let at = kernel; at < kernelEnd; at++) weights[at] ^= 0xff;
    const backbone = createBackbone(files.manifest.backbone, weights);
    try {
      const error = await selfTestError(pipeline.detector, backbone);
      expect(error.code).toBe("self-test-failed");
      expect(error.message).toMatch(/^backbone gives wrong numbers: got a relative difference of .+, expected at most/);
    } finally {
      backbone.dispose();
    }
  });

  it("notices batch norms that are wrong at another input size only", async () => {
    const weights = joinBytes(files.manifest.backbone.shards.map(bytesOf));
    const { sides, shape } = files.manifest.backbone.layers.find(({ name }) => name === "3.0.conv2")!;
    const { scale } = sides[128];
    weights.copyWithin(scale, scale + 4 * (shape[3] / 2), scale + 4 * shape[3]);
    const backbone = createBackbone(files.manifest.backbone, weights);
    try {
      await runSelfTest(pipeline.detector, backbone, goldens(), 96);
      const error = await rejectionOf(runSelfTest(pipeline.detector, backbone, goldens(), 128));
      expect(error.code).toBe("self-test-failed");
    } finally {
      backbone.dispose();
    }
  });

  it("notices a batch that is wrong though single crops are right", async () => {
    const { backbone } = pipeline;
    const wrongInBatches: Pipeline["backbone"] = {
      ...backbone,
      largestBatch: 4,
      async embed(crops) {
        const embeddings = await backbone.embed(crops);
        return crops.length < 4 ? embeddings : embeddings.fill(0, 3 * EMBEDDING_FEATURES, 4 * EMBEDDING_FEATURES);
      },
    };
    expect((await selfTestError(pipeline.detector, wrongInBatches)).code).toBe("self-test-failed");
    const rightInBatches = createBackbone(
      files.manifest.backbone,
      joinBytes(files.manifest.backbone.shards.map(bytesOf)),
      { batchSizes: [4, 1] },
    );
    try {
      await runSelfTest(pipeline.detector, rightInBatches, goldens(), 96);
    } finally {
      rightInBatches.dispose();
    }
  });

  it("notices what is no number, and numbers that are missing", async () => {
    const { backbone } = pipeline;
    const embedWith = (change: (embeddings: Float32Array) => Float32Array): Pipeline["backbone"] => ({
      ...backbone,
      embed: async (crops) => change(await backbone.embed(crops)),
    });
    for (const wrong of [embedWith((numbers) => numbers.fill(NaN, 7, 8)), embedWith((numbers) => numbers.slice(1))]) {
      expect((await selfTestError(pipeline.detector, wrong)).code).toBe("self-test-failed");
    }
  });

  it("notices wrong weights in the detector", async () => {
    const { weights: path } = files.manifest.detector;
    const weights = bytesOf(path).slice();
    // The sign of every 100th weight (float16).
    for (let at = 3; at < weights.length; at += 200) weights[at] ^= 0x80;
    const wrong = await createPipeline({ ...files, bytes: new Map(files.bytes).set(path, weights) }, [1]);
    try {
      const error = await selfTestError(wrong.detector, pipeline.backbone);
      expect(error.code).toBe("self-test-failed");
      expect(error.message).toMatch(/^detector gives wrong numbers: got a relative difference of .+, expected at most/);
    } finally {
      wrong.dispose();
    }
  });
});
