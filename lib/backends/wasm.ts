/** tfjs on WebAssembly (XNNPACK), with threads where the page is cross-origin isolated. Works everywhere. */
import { getThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendKind } from "./backend";

let pathsSet = false;

export const wasmBackend: BackendKind = {
  name: "wasm",
  async start({ wasmFolder }) {
    // tfjs refuses a second call once its module runs.
    if (!pathsSet) setWasmPaths(wasmFolder);
    pathsSet = true;
    if (!(await tf.setBackend("wasm"))) return { reason: "WebAssembly could not start" };
    const threads = (await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT")) ? getThreadsCount() : 1;
    return {
      name: "wasm",
      detail: threads === 1 ? "1 thread" : `${threads} threads`,
      batchSizes: [1],
      lost: new Promise(() => {}),
      dispose: () => {},
    };
  },
};
