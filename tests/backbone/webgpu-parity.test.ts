/**
 * Detector and backbone on tfjs' WebGPU backend give the same golden numbers as on wasm (backbone-parity.test.ts): the
 * very shaders that a browser runs, on Dawn. WebGPU once gave wrong ResNet50 numbers without an error (tfjs #5742).
 * A graphics card runs batches of four, whose convolutions take other shaders, so they are held against PyTorch as well.
 */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { createPipeline } from "../../lib/pipeline/load-pipeline";
import { startDawn } from "../helpers/dawn";
import { measureParity, PARITY_TOLERANCE } from "../helpers/parity";
import { loadShippedModels } from "../../cli/open-pipeline";

/** Shaders are compiled, and run, on the processor. */
const TIMEOUT_MS = 600_000;

it(
  "detector and backbone give the goldens, alone, in a batch and at every other size",
  { timeout: TIMEOUT_MS },
  async (context) => {
    const backend = await startDawn(context);
    const files = await loadShippedModels();
    const pipeline = await createPipeline(files, [4, 1]);
    try {
      // Five crops run as four and one.
      for (const side of files.manifest.backbone.inputSides) {
        const count = side === files.manifest.backbone.defaultSide ? 5 : 1;
        const parity = await measureParity(pipeline, files, side, count);
        console.log(`${backend.detail}, ${side} px: ${JSON.stringify(parity)}, tolerance ${PARITY_TOLERANCE}`);
        expect(parity.detector, `${side} px`).toBeLessThan(PARITY_TOLERANCE);
        expect(parity.backbone, `${side} px`).toBeLessThan(PARITY_TOLERANCE);
      }
    } finally {
      pipeline.dispose();
      backend.dispose();
    }
  },
);

it("starts again after it was disposed of, as when a device is lost", { timeout: TIMEOUT_MS }, async (context) => {
  for (let start = 0; start < 2; start++) {
    const backend = await startDawn(context);
    try {
      expect(tf.getBackend()).toBe("webgpu");
      expect(await tf.square(tf.tensor1d([3, 4])).array()).toEqual([9, 16]);
    } finally {
      backend.dispose();
    }
  }
});
