/** The pipeline in Node on tfjs' wasm backend, with the model files of public/models. For the CLI, benches and tests. */
import { join } from "node:path";
import { isActive, type BackendEnvironment } from "../lib/backends/backend";
import { wasmBackend } from "../lib/backends/wasm";
import { createFileSource } from "../lib/models/file-source";
import { createPipeline, loadModelFiles, type ModelFiles, type Pipeline } from "../lib/pipeline/load-pipeline";
import { MODELS_FOLDER } from "./shipped-models";

const ROOT = join(import.meta.dirname, "..");

/** What a backend needs to start in Node; a test of WebGPU adds `gpu`. */
export const NODE_ENVIRONMENT: BackendEnvironment = {
  gpu: undefined,
  wasmFolder: join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/"),
  allowSoftware: true,
  simpler: false,
};

export const loadShippedModels = (): Promise<ModelFiles> => loadModelFiles(createFileSource(MODELS_FOLDER));

/** Without the page's limit of faces. */
export async function openPipeline(): Promise<Pipeline> {
  const backend = await wasmBackend.start(NODE_ENVIRONMENT);
  if (!isActive(backend)) throw new Error(backend.reason);
  return createPipeline(await loadShippedModels(), backend.batchSizes, Infinity);
}
