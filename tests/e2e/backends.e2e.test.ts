/**
 * Which backend goes live: WebGPU where it passes its self-test, else the next one, and the page says why. Software
 * adapters stand in for graphics cards: slow, but they run the very shaders.
 */
import { describe, expect, test, type TestContext } from "vitest";
import { SOFTWARE_WEBGPU } from "../helpers/browser";
import { openLivePage, type LivePage } from "../helpers/live-page";

/** Measured: navigator.gpu stays, but offers no adapter; WebGL goes on in software until that is switched off, too. */
const WITHOUT_WEBGPU = ["--disable-gpu"];

test("without WebGPU another backend goes live, and the page says why", async (context) => {
  const live = await readSample(context, WITHOUT_WEBGPU);
  const backend = live.page.getByTestId("hud-backend");
  expect(await backend.innerText()).toMatch(/webgl|wasm/i);
  expect(await everyWord(live)).toMatch(/webgpu/i);
});

test("without WebGPU and WebGL, wasm goes live", async (context) => {
  const live = await readSample(context, [...WITHOUT_WEBGPU, "--disable-software-rasterizer"]);
  expect(await live.page.getByTestId("hud-backend").innerText()).toMatch(/wasm/i);
  const words = await everyWord(live);
  expect(words).toMatch(/webgpu/i);
  expect(words).toMatch(/webgl/i);
});

describe("WebGPU on a software adapter", () => {
  test("goes live only after its self-test, or is named with the reason", async (context) => {
    const live = await readSample(context, SOFTWARE_WEBGPU);
    const hasAdapter = await live.page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
    if (!hasAdapter) return context.skip("this browser offers no software WebGPU adapter");
    const backend = await live.page.getByTestId("hud-backend").innerText();
    if (!/webgpu/i.test(backend))
      expect(await everyWord(live)).toMatch(/webgpu[^]*(self-test|software|slow|lost|failed)/i);
  });
});

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

/** Visible text and the titles that hold reasons. */
async function everyWord(live: LivePage): Promise<string> {
  const titles = await live.page
    .locator("[title]")
    .evaluateAll((elements) => elements.map((e) => e.getAttribute("title")));
  return `${await live.page.locator("body").innerText()}\n${titles.join("\n")}`;
}
