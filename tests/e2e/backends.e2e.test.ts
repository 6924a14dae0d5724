/**
 * Which backend goes live: WebGPU where it passes its self-test, else the next one, and the page says why. Software
 * adapters stand in for graphics cards: slow, but they run the very shaders.
 */
import type { Worker } from "playwright-core";
import { describe, expect, test, type TestContext } from "vitest";
import { SOFTWARE_WEBGL, SOFTWARE_WEBGPU } from "../helpers/browser";
import { openLivePage, type LivePage } from "../helpers/live-page";
import { onWorker } from "../helpers/on-worker";

/** Measured: navigator.gpu stays, but offers no adapter; WebGL goes on in software until that is switched off, too. */
const WITHOUT_WEBGPU = ["--disable-gpu"];

test("without WebGPU another backend goes live, and the page says why", async (context) => {
  const live = await readSample(context, WITHOUT_WEBGPU);
  const backend = live.page.getByTestId("hud-backend");
  expect(await backend.innerText()).toMatch(/webgl|wasm/i);
  expect(await reasons(live)).toMatch(/Not webgpu: \S/);
});

test("without WebGPU and WebGL, wasm goes live", async (context) => {
  const live = await readSample(context, [...WITHOUT_WEBGPU, "--disable-software-rasterizer"]);
  expect(await live.page.getByTestId("hud-backend").innerText()).toMatch(/wasm/i);
  const words = await reasons(live);
  expect(words).toMatch(/Not webgpu: \S/);
  expect(words).toMatch(/Not webgl: \S/);
});

describe("WebGPU on a software adapter", () => {
  test("reads on, or is named with the reason", async (context) => {
    const live = await readSample(context, SOFTWARE_WEBGPU);
    const hasAdapter = await live.page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    if (!hasAdapter) return context.skip("this browser offers no software WebGPU adapter");
    const backend = await live.page.getByTestId("hud-backend").innerText();
    if (!/webgpu/i.test(backend))
      expect(await reasons(live)).toMatch(/Not webgpu: .*(self-test|software|slow|lost|failed)/i);
  });
});

test("where the memory that threads share cannot be had, one thread reads on", async (context) => {
  const workers: Worker[] = [];
  const live = await openLivePage(context, {
    path: "?backend=wasm",
    prepare: (browser) => onWorker(browser, (worker) => refuseSharedMemory(worker, workers)),
  });
  await live.page.getByTestId("sample-picture").click();
  await live.waitForReading("happy", ({ faces }) => faces[0]?.expression === "happy", 150_000);
  expect(await live.page.getByTestId("hud-backend").innerText()).toMatch(/wasm.*1 thread/);
  expect(await workers[0].evaluate(() => (self as unknown as Refusals).refused)).toBeGreaterThan(0);
});

test("a backend on which the tab ended without a word is left alone at first, and the page says why", async (context) => {
  const live = await openLivePage(context, {
    flags: SOFTWARE_WEBGL,
    path: "?backend=webgl",
    prepare: (browser) => browser.addInitScript(() => sessionStorage.setItem("mien-backend-in-use", "webgl")),
  });
  await live.page.getByTestId("hud-backend").waitFor({ timeout: 150_000 });
  expect(await live.page.getByTestId("hud-backend").getAttribute("data-backend")).toBe("wasm");
  expect(await live.page.getByTestId("hud-fallbacks").innerText()).toContain("this tab ended while it was in use");
});

/** In a worker: how often memory was refused. */
interface Refusals {
  refused: number;
}

/** As iPhones do with the 4 GB that tfjs' threads reserve. */
function refuseSharedMemory(worker: Worker, workers: Worker[]): Promise<void> {
  workers.push(worker);
  return worker.evaluate(() => {
    const scope = self as unknown as Refusals;
    scope.refused = 0;
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if (descriptor.shared) {
          scope.refused++;
          throw new RangeError("could not allocate memory");
        }
        super(descriptor);
      }
    };
  });
}

/** The sample picture must read happy on whichever backend is live. */
async function readSample(context: TestContext, flags: readonly string[]): Promise<LivePage> {
  const live = await openLivePage(context, { flags });
  await live.page.getByTestId("sample-picture").click();
  await live.waitForReading(
    "happy",
    ({ faces }) => faces[0]?.expression === "happy" && faces[0].status === "ok",
    150_000,
  );
  return live;
}

/** Why better backends are not in use. */
const reasons = ({ page }: LivePage): Promise<string> => page.getByTestId("hud-fallbacks").innerText();
