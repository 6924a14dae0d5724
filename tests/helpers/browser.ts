/**
 * Starts the machine's own Chromium or Chrome for a test, silent towards the network (nothing but what the page asks
 * for leaves it). One browser a call, since fake webcam and GPU flags belong to the process. The caller closes it.
 */
import { chromium, type Browser } from "playwright-core";
import type { TestContext } from "vitest";
import { findChromium } from "../../scripts/find-chromium.mjs";

/** Chromium's own chatter (updates, field trials, sync) is off, so that a recorded request is the page's. */
const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-default-apps",
];

/** WebGL on the processor, as on a machine without a graphics card. */
export const SOFTWARE_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];

/** WebGPU on the processor: slow, but it runs the very shaders. */
export const SOFTWARE_WEBGPU = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan",
  "--enable-unsafe-swiftshader",
];

/** A webcam that plays a Y4M file in a loop, and a permission prompt that is always granted. */
export function fakeWebcam(videoFile: string): string[] {
  return [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-video-capture=${videoFile}`,
  ];
}

/** A browser, or the test ends as skipped with the reason. */
export async function launchBrowser(context: TestContext, flags: readonly string[] = []): Promise<Browser> {
  if (!findChromium()) return context.skip("no Chrome or Chromium on this machine (Debian: apt-get install chromium)");
  return startBrowser(flags);
}

/** As `launchBrowser`, outside a test: throws Error where the machine has none. */
export async function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("browser: got no Chrome or Chromium on this machine, expected one");
  // Chromium refuses its sandbox to root, as in a container.
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, headless: true, args: [...QUIET, ...asRoot, ...flags] });
}
