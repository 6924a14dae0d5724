/** The pipeline in Node on tfjs' wasm backend, with the model files of public/models. Used by the CLI and by tests. */
import { join } from "node:path";
import { wasmBackend } from "../lib/backends/wasm";
import { createFileSource } from "../lib/models/file-source";
import { createPipeline, loadModelFiles, type Pipeline } from "../lib/pipeline/load-pipeline";

const ROOT = join(import.meta.dirname, "..");

export async function openPipeline(): Promise<Pipeline> {
  const wasmFolder = join(ROOT, "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/");
  const backend = await wasmBackend.start({ gpu: undefined, wasmFolder, allowSoftware: true });
  if ("reason" in backend) throw new Error(backend.reason);
  const files = await loadModelFiles(createFileSource(join(ROOT, "public/models")));
  return createPipeline(files, backend.batchSizes);
}
