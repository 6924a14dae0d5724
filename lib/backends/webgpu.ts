/** tfjs on WebGPU, on a device of our own. */
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { requestGpuDevice } from "../gpu/device";
import type { BackendKind } from "./backend";

export const webgpuBackend: BackendKind = {
  name: "webgpu",
  async start({ gpu }) {
    const result = await requestGpuDevice(gpu);
    if ("reason" in result) return result;
    const { device, adapterInfo } = result;
    tf.removeBackend("webgpu");
    tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapterInfo));
    if (!(await tf.setBackend("webgpu"))) {
      device.destroy();
      return { reason: "tfjs could not start on WebGPU" };
    }
    return {
      name: "webgpu",
      detail: [adapterInfo.vendor, adapterInfo.architecture, adapterInfo.description].filter(Boolean).join(" ") || "WebGPU",
      batchSizes: [4, 1],
      lost: device.lost.then((info) => info.message || `device lost (${info.reason})`),
      dispose() {
        tf.removeBackend("webgpu");
        device.destroy();
      },
    };
  },
};
