/** The files of public/models as the page and the CLI load them, and where tfjs' .wasm files lie. */
import { fileURLToPath } from "node:url";
import type { BackendEnvironment } from "../../lib/backends/backend";
import { createFileSource } from "../../lib/models/file-source";
import { loadModelFiles, type ModelFiles } from "../../lib/pipeline/load-pipeline";

const path = (fromRoot: string): string => fileURLToPath(new URL(`../../${fromRoot}`, import.meta.url));

/** What a backend needs to start in Node; a test of WebGPU adds `gpu`. */
export const NODE_ENVIRONMENT: BackendEnvironment = {
  gpu: undefined,
  wasmFolder: path("node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/"),
  allowSoftware: true,
};

export const loadShippedModels = (): Promise<ModelFiles> => loadModelFiles(createFileSource(path("public/models")));
