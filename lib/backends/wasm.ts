/** tfjs on WebAssembly (XNNPACK), with threads where the page is cross-origin isolated. Works everywhere. */
import { getThreadsCount, setWasmPaths, version_wasm } from "@tensorflow/tfjs-backend-wasm";
import threadedFactory from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendKind } from "./backend";
import { reuseTensorIds } from "./reuse-tensor-ids";

/** Below the site's root; scripts/copy-wasm.mjs fills it. */
export const SERVED_WASM_FOLDER = `wasm/${version_wasm}/`;

let pathsSet = false;

export const wasmBackend: BackendKind = {
  name: "wasm",
  async start({ wasmFolder, simpler }) {
    // tfjs refuses a second call once its module runs.
    if (!pathsSet) setWasmPaths(wasmFolder);
    if (/^https?:/.test(wasmFolder)) startThreadsFrom(wasmFolder);
    pathsSet = true;
    if (simpler) switchThreadsOff();
    if (!(await tf.setBackend("wasm"))) {
      // iPhones refuse the 4 GB of shared memory that tfjs' threads reserve (tfjs #7540).
      switchThreadsOff();
      if (!(await tf.setBackend("wasm"))) return { reason: "WebAssembly could not start" };
    }
    reuseTensorIds(tf.backend());
    const threads = (await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT")) ? getThreadsCount() : 1;
    return {
      name: "wasm",
      detail: threads === 1 ? "1 thread" : `${threads} threads`,
      batchSizes: [1],
      canBeSimpler: threads > 1,
      lost: new Promise(() => {}),
      dispose: removeInstance,
    };
  },
};

function switchThreadsOff(): void {
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
}

/** Frees memory and threads; the next start makes another instance. */
function removeInstance(): void {
  const factory = tf.findBackendFactory("wasm");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", factory);
}

/**
 * tfjs 4.22 starts its threads from the text of its factory function, and a minified text lacks the names around it
 * (measured in the production build: "a is not defined"). The text given here loads the untouched file instead.
 */
function startThreadsFrom(wasmFolder: string): void {
  const file = JSON.stringify(`${wasmFolder}tfjs-backend-wasm-threaded-simd.js`);
  threadedFactory.toString = () => `undefined; importScripts(${file})`;
}
