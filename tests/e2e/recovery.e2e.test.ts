/**
 * A graphics device that is lost: it is rebuilt once without the person's doing, and lost again the next backend takes
 * over. The device is destroyed from inside the worker, as a driver that crashes does; WebGPU and WebGL run on software.
 */
import type { Worker } from "playwright-core";
import { expect, test } from "vitest";
import { SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from "../helpers/browser";
import { openLivePage, type LivePage } from "../helpers/live-page";
import { onWorker } from "../helpers/on-worker";

/** The worker's global scope, with the devices that it has asked for. */
interface Scope {
  devices: GPUDevice[];
}

test("a lost WebGPU device is rebuilt once, then the next backend takes over", async (context) => {
  const workers: Worker[] = [];
  const live = await openLivePage(context, {
    flags: SOFTWARE_WEBGPU,
    path: "?backend=webgpu",
    prepare: (browser) => onWorker(browser, (worker) => keepDevices(worker, workers)),
  });
  const hasAdapter = await live.page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  if (!hasAdapter) return context.skip("this browser offers no software WebGPU adapter");
  await live.page.getByTestId("sample-picture").click();
  await readsHappyOn(live, "webgpu", 0);

  await destroyDevice(workers[0]);
  const rebuilt = await readsHappyOn(live, "webgpu", 1);
  await destroyDevice(workers[0]);
  await readsHappyOn(live, "wasm", rebuilt);
  expect(await live.page.getByTestId("hud-fallbacks").innerText()).toMatch(/Not webgpu: lost twice/);
}, 780_000);

test("a WebGL context that is lost while its answer is waited for gives way to the next backend", async (context) => {
  const live = await openLivePage(context, {
    flags: SOFTWARE_WEBGL,
    path: "?backend=webgl",
    prepare: (browser) => onWorker(browser, loseContexts),
  });
  await live.page.getByTestId("sample-picture").click();
  await readsHappyOn(live, "wasm", 0);
  expect(await live.page.getByTestId("hud-fallbacks").innerText()).toMatch(/Not webgl: .*WebGL context lost/);
}, 300_000);

/** Each context is lost as soon as the worker first waits, which is for the answer to the self-test. */
async function loseContexts(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const { prototype } = OffscreenCanvas;
    const getContext = prototype.getContext as (this: OffscreenCanvas, ...args: unknown[]) => RenderingContext | null;
    prototype.getContext = function (this: OffscreenCanvas, ...args: unknown[]) {
      const context = getContext.apply(this, args);
      if (context instanceof WebGL2RenderingContext) {
        setTimeout(() => context.getExtension("WEBGL_lose_context")?.loseContext(), 1000);
      }
      return context;
    } as typeof prototype.getContext;
  });
}

async function keepDevices(worker: Worker, workers: Worker[]): Promise<void> {
  workers.push(worker);
  await worker.evaluate(() => {
    const scope = self as unknown as Scope;
    scope.devices = [];
    if (typeof GPUAdapter === "undefined") return;
    const request = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor);
      scope.devices.push(device);
      return device;
    };
  });
}

function destroyDevice(worker: Worker): Promise<void> {
  return worker.evaluate(() => (self as unknown as Scope).devices.at(-1)?.destroy());
}

/** Waits for a reading after the first `seen` ones, and for the backend it came from; returns how many there are now. */
async function readsHappyOn(live: LivePage, backend: string, seen: number): Promise<number> {
  await expect
    .poll(
      async () => {
        const readings = (await live.readings()).slice(seen);
        const ready = await live.page.getByTestId("hud-backend").getAttribute("data-backend");
        return `${ready}: ${readings.at(-1)?.faces[0]?.expression}`;
      },
      // Seen on a slow machine: software WebGPU needs more than two minutes from start to the first reading.
      { timeout: 240_000 },
    )
    .toBe(`${backend}: happy`);
  return (await live.readings()).length;
}
