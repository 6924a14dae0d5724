/** Our own GPUDevice for tfjs, with its limits raised to the adapter's. Thread: worker, or Node with Dawn. */
import { isSoftwareAdapter, softwareReason } from "./software-adapter";

export interface GpuDevice {
  readonly device: GPUDevice;
  readonly adapterInfo: GPUAdapterInfo;
}

/** Returns the device, or the reason why there is none, as a sentence for people. */
export async function requestGpuDevice(
  gpu: GPU | undefined,
  allowSoftware: boolean,
): Promise<GpuDevice | { readonly reason: string }> {
  if (!gpu) return { reason: "this browser has no WebGPU" };
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) return { reason: "WebGPU found no graphics adapter" };
  if (!allowSoftware && isSoftware(adapter.info)) {
    return { reason: softwareReason("WebGPU") };
  }
  const device = await adapter.requestDevice({
    label: "mien",
    requiredLimits: adapterLimits(adapter),
  });
  return { device, adapterInfo: adapter.info };
}

/** `isFallbackAdapter` is newer than tfjs' types. */
export function isSoftware(info: GPUAdapterInfo & { readonly isFallbackAdapter?: boolean }): boolean {
  return info.isFallbackAdapter === true || isSoftwareAdapter(`${info.architecture} ${info.description}`);
}

/** Limits live on the prototype, hence no Object.entries. */
function adapterLimits(adapter: GPUAdapter): Record<string, number> {
  const limits: Record<string, number> = {};
  for (const name in adapter.limits) {
    const value = adapter.limits[name as keyof GPUSupportedLimits];
    if (typeof value === "number") limits[name] = value;
  }
  return limits;
}
