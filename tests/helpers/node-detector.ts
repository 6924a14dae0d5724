/**
 * The project's detector in Node on tfjs' wasm backend, from the very files the page loads. The caller disposes it.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { createFaceDetector, type FaceDetector } from "../../lib/detect/create-face-detector";

const MODEL = new URL("../../public/models/detector/", import.meta.url);
const WASM = new URL("../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/", import.meta.url);

export async function createNodeDetector(): Promise<FaceDetector> {
  setWasmPaths(fileURLToPath(WASM));
  await tf.setBackend("wasm");
  const model = JSON.parse(readFileSync(new URL("model.json", MODEL), "utf8")) as {
    modelTopology: object;
    weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
  };
  const weights = readFileSync(new URL("weights.bin", MODEL));
  return createFaceDetector({
    format: "graph-model",
    modelTopology: model.modelTopology,
    weightSpecs: model.weightsManifest[0].weights,
    weightData: new Uint8Array(weights).buffer,
  });
}
