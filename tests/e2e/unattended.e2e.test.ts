/** What a page does by itself when nobody is there: the camera starts, what failed comes back, no label stays too long. */
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LOST_AFTER_MS } from "../../lib/camera/silence-watch";
import { fakeWebcam } from "../helpers/browser";
import { cameraCount, canvasCamera, setCameraStands } from "../helpers/canvas-camera";
import { portraitWebcam, type WebcamVideo } from "../helpers/fake-webcams";
import { keepStreams, unplug } from "../helpers/keep-streams";
import { openLivePage, type LivePage } from "../helpers/live-page";

let portrait: WebcamVideo;
beforeAll(async () => {
  portrait = await portraitWebcam();
});
afterAll(() => portrait?.remove());

/** In the page: how often the camera was asked for. */
const countRequests = (context: BrowserContext) =>
  context.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const ask = devices.getUserMedia.bind(devices);
    Object.assign(window, { requests: 0 });
    devices.getUserMedia = (constraints) => {
      (window as unknown as { requests: number }).requests++;
      return ask(constraints);
    };
  });

const status = ({ page }: LivePage) => page.getByTestId("status").innerText();
const words = ({ page }: LivePage) => page.getByTestId("readings").innerText();
/** Waits for a reading that is not there yet. */
async function readsOn(live: LivePage): Promise<void> {
  const before = (await live.readings()).length;
  await expect.poll(async () => (await live.readings()).length, { timeout: 90_000 }).toBeGreaterThan(before);
}

test("with camera=1 the camera starts with the page, and a camera that comes back is opened at once", async (context) => {
  const live = await openLivePage(context, {
    flags: fakeWebcam(portrait.file),
    path: "?camera=1",
    prepare: keepStreams,
  });
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  await unplug(live.page);
  const message = live.page.getByTestId("camera-error");
  expect(await message.innerText()).toMatch(/unplugged.*tried again by itself/);
  await live.page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event("devicechange")));
  // Sooner than it would come by itself.
  await message.waitFor({ state: "detached", timeout: 8000 });
  await readsOn(live);
  expect(live.problems).toEqual([]);
});

test("while a camera is missing, what the page says and the focus stay where they are at each try, until Stop", async (context) => {
  const live = await openLivePage(context, {
    flags: ["--use-fake-device-for-media-stream=device-count=0", "--use-fake-ui-for-media-stream"],
    path: "?camera=1&head=forest",
    prepare: countRequests,
  });
  const requests = () => live.page.evaluate(() => (window as unknown as { requests: number }).requests);
  const notice = live.page.getByTestId("notice");
  await notice.waitFor({ timeout: 90_000 });
  const again = live.page.getByTestId("camera-error").getByRole("button", { name: "Try again" });
  await again.focus();
  const before = await requests();
  await again.evaluate((button) => Object.assign(window, { focused: button }));
  await expect.poll(requests, { timeout: 40_000 }).toBeGreaterThan(before);
  // The answer comes at once, and React has drawn it.
  await live.page.waitForTimeout(500);
  expect(
    await live.page.evaluate(() => document.activeElement === (window as unknown as { focused: Element }).focused),
  ).toBe(true);
  expect(await notice.innerText()).toContain('got "forest"');
  expect(await status(live)).toBe("Waiting for the camera");
  await live.page.getByTestId("stop").click();
  await again.waitFor({ state: "detached" });
  expect(await status(live)).toBe("Ready");
});

describe("a camera that lives and gives no more pictures", () => {
  test("says so in place of the last label, and goes on with the next picture", async (context) => {
    const live = await openLivePage(context, { prepare: canvasCamera });
    await live.page.getByTestId("start-camera").click();
    await expect.poll(() => words(live), { timeout: 90_000 }).toBe("Face 1: looks happy");
    await setCameraStands(live.page, true);
    await expect.poll(() => status(live), { timeout: 30_000 }).toBe("The camera gives no picture");
    expect(await words(live)).toBe("");
    await setCameraStands(live.page, false);
    await expect.poll(() => words(live), { timeout: 30_000 }).toBe("Face 1: looks happy");
    expect(await status(live)).toBe("Live");
    expect(await cameraCount(live.page)).toBe(1);
  });

  test("is opened anew in the end", async (context) => {
    const live = await openLivePage(context, { prepare: canvasCamera });
    await live.page.getByTestId("start-camera").click();
    await readsOn(live);
    await setCameraStands(live.page, true);
    const message = live.page.getByTestId("camera-error");
    await message.waitFor({ timeout: LOST_AFTER_MS + 30_000 });
    expect(await message.innerText()).toMatch(/gives no picture.*tried again by itself/);
    await setCameraStands(live.page, false);
    await readsOn(live);
    expect(await cameraCount(live.page)).toBe(2);
  });
});

test("a server that fails for a while: the page loads when it answers again", async (context) => {
  let isDown = true;
  const live = await openLivePage(context, {
    path: "?backend=wasm",
    prepare: (browser) =>
      browser.route("**/models/manifest.json", (route) =>
        isDown ? route.fulfill({ status: 503, body: "" }) : route.continue(),
      ),
  });
  const message = live.page.getByTestId("fatal-error");
  expect(await message.innerText()).toMatch(/manifest\.json.*503.*tried again by itself/);
  isDown = false;
  // It stays until all is loaded.
  await message.waitFor({ state: "detached", timeout: 120_000 });
  await live.page.getByTestId("sample-picture").click();
  await expect.poll(() => words(live), { timeout: 90_000 }).toBe("Face 1: looks happy");
});
