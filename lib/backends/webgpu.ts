/** tfjs on WebGPU, on a device of our own. */
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { isSoftware, requestGpuDevice } from "../gpu/device";
import type { BackendKind } from "./backend";

export const webgpuBackend: BackendKind = {
  name: "webgpu",
  async start({ gpu, allowSoftware }) {
    const result = await requestGpuDevice(gpu, allowSoftware);
    if ("reason" in result) return result;
    const { device, adapterInfo } = result;
    // Nothing else would say so, and every frame from then on would be read from buffers that do not exist.
    let outOfMemory = false;
    device.addEventListener("uncapturederror", ({ error }) => {
      if (typeof GPUOutOfMemoryError === "undefined" || !(error instanceof GPUOutOfMemoryError)) return;
      outOfMemory = true;
      device.destroy();
    });
    // tfjs' own, on another device; it is gone once ours was disposed of, and removing it again would throw.
    if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
    tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapterInfo));
    if (!(await tf.setBackend("webgpu"))) {
      device.destroy();
      return { reason: "tfjs could not start on WebGPU" };
    }
    return {
      name: "webgpu",
      detail:
        [adapterInfo.vendor, adapterInfo.architecture, adapterInfo.description].filter(Boolean).join(" ") || "WebGPU",
      // An emulated adapter gains nothing from batches and takes long to warm each one up.
      batchSizes: isSoftware(adapterInfo) ? [1] : [4, 1],
      canBeSimpler: false,
      lost: device.lost.then((info) =>
        outOfMemory ? "out of memory" : info.message || `device lost (${info.reason})`,
      ),
      dispose() {
        tf.removeBackend("webgpu");
        device.destroy();
      },
    };
  },
};
