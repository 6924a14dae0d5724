/**
 * WebGPU in Node: Dawn, the implementation inside Chromium, as the npm package `webgpu`. On Linux it computes on
 * Chromium's SwiftShader, so it needs no graphics card and gives the same numbers everywhere; elsewhere it takes the
 * system's adapter. One device a process: tfjs keeps one backend of a name.
 */
import { existsSync, mkdtempSync, realpathSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "vitest";
import { isActive, type ActiveBackend } from "../../lib/backends/backend";
import { webgpuBackend } from "../../lib/backends/webgpu";
import { findChromium } from "../../scripts/find-chromium.mjs";
import { NODE_ENVIRONMENT } from "../../cli/open-pipeline";

/** Of dlfcn.h on Linux; Node does not name it. */
const RTLD_NODELETE = 0x1000;

/** Dawn ends when this is collected. */
let gpu: GPU | undefined;

/** Makes tfjs run on Dawn, or ends the test as skipped with the reason. The caller disposes the backend. */
export async function startDawn(context: TestContext): Promise<ActiveBackend> {
  if (process.platform === "linux") pointAtSwiftShader(context);
  gpu ??= await createGpu(context);
  if (!(await gpu.requestAdapter())) return context.skip("Dawn finds no graphics adapter here");
  const backend = await webgpuBackend.start({ ...NODE_ENVIRONMENT, gpu });
  if (!isActive(backend)) throw new Error(`Dawn has an adapter, but: ${backend.reason}`);
  return backend;
}

async function createGpu(context: TestContext): Promise<GPU> {
  try {
    // Inside the test, because the package throws on a system that it has no binary for.
    const { create, globals } = await import("webgpu");
    const gpu = create([]);
    // tfjs uses WebGPU's constants as globals, and takes it for missing unless navigator has it.
    Object.assign(globalThis, globals);
    Object.defineProperty(globalThis, "navigator", { value: { gpu }, configurable: true });
    return gpu;
  } catch (error) {
    return context.skip(`npm package webgpu does not start here: ${error instanceof Error ? error.message : error}`);
  }
}

/** Points the Vulkan loader at Chromium's SwiftShader. Must come before Dawn starts. */
function pointAtSwiftShader(context: TestContext): void {
  process.env.XDG_RUNTIME_DIR ??= mkdtempSync(join(tmpdir(), "mien-dawn-"));
  const chromium = findChromium();
  // Debian's /usr/bin/chromium is a script; the browser's folder is another.
  const folders = [...(chromium ? [dirname(realpathSync(chromium))] : []), "/usr/lib/chromium"];
  const folder = folders.find((candidate) => existsSync(join(candidate, "vk_swiftshader_icd.json")));
  if (!folder) return context.skip("no vk_swiftshader_icd.json beside Chromium (Debian: apt-get install chromium)");
  process.env.VK_DRIVER_FILES = join(folder, "vk_swiftshader_icd.json");
  preloadVulkan(join(folder, "libvulkan.so.1"));
}

/**
 * Dawn asks for "libvulkan.so.1" by name, which many machines lack while Chromium brings its own. A library that is in
 * the process already answers to its name, and Node's way of loading one is process.dlopen: it refuses a library that is
 * no addon, after having loaded it, and the flag keeps it.
 */
function preloadVulkan(file: string): void {
  if (!existsSync(file)) return;
  try {
    process.dlopen({ exports: {} }, file, constants.dlopen.RTLD_NOW | RTLD_NODELETE);
  } catch {
    // Always thrown; whether it helped shows when Dawn looks for an adapter.
  }
}
