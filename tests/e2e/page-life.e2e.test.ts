/**
 * The page as part of a person's day: it loads without freezing, survives going away and coming back, pauses while
 * hidden, and draws text that can be read although the picture is mirrored.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fakeWebcam } from "../helpers/browser";
import { portraitWebcam, type WebcamVideo } from "../helpers/fake-webcams";
import { keepStreams, trackStates } from "../helpers/keep-streams";
import { openLivePage } from "../helpers/live-page";
import { recordMainThreadTasks } from "../helpers/main-thread-tasks";

/** From the issue: no main-thread task above this while weights load and shaders compile. */
const LONG_TASK_LIMIT_MS = 50;

let portrait: WebcamVideo;
beforeAll(async () => {
  portrait = await portraitWebcam();
});
afterAll(() => portrait?.remove());

test("no long task of ours while weights load and the backend warms up", async (context) => {
  // Loading begins with the page: it waits for its first file until it is watched.
  let letLoad = (): void => {};
  const watched = new Promise<void>((resolve) => (letLoad = resolve));
  const live = await openLivePage(context, {
    flags: fakeWebcam(portrait.file),
    prepare: (browser) =>
      browser.route("**/models/manifest.json", async (route) => {
        await watched;
        await route.continue();
      }),
  });
  await live.page.getByTestId("start-camera").waitFor();
  await live.page.waitForTimeout(1000);
  const stopRecording = await recordMainThreadTasks(live.page);
  expect(live.requests.filter((url) => url.includes("/models/backbone/"))).toEqual([]);
  letLoad();
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  const tasks = await stopRecording();
  expect(tasks.filter(({ cpuMs }) => cpuMs > LONG_TASK_LIMIT_MS)).toEqual([]);
});

test("client navigation away ends the camera, and back again it starts anew", async (context) => {
  const live = await openLivePage(context, { flags: fakeWebcam(portrait.file), prepare: keepStreams });
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  const home = live.page.url();
  const link = live.page.locator("nav a, header a, footer a").filter({ hasNot: live.page.locator("img") });
  const away = await link.evaluateAll(
    (links, current) =>
      links
        .map((a) => (a as HTMLAnchorElement).href)
        .find((href) => href.startsWith(new URL("/", current).href) && href !== current),
    home,
  );
  expect(away, "a link to another page of the site").toBeDefined();
  await live.page
    .locator(`a[href="${new URL(String(away)).pathname}"]`)
    .first()
    .click();
  await live.page.waitForURL(String(away));
  await expect.poll(() => trackStates(live.page)).toEqual(["ended"]);

  const before = (await live.readings()).length;
  await live.page.goBack();
  await live.page.getByTestId("start-camera").click();
  await expect.poll(async () => (await live.readings()).length, { timeout: 90_000 }).toBeGreaterThan(before);
  expect(live.problems).toEqual([]);
});

test("settings stay on the way to another page and back by the menu", async (context) => {
  const live = await openLivePage(context);
  const labels = live.page.getByLabel("Labels", { exact: true });
  await labels.selectOption("seven");
  await live.page.getByRole("link", { name: "Evidence" }).click();
  await live.page.waitForURL("**/lab");
  await live.page.getByRole("link", { name: "Live" }).click();
  await live.page.waitForURL("**/?labels=seven");
  expect(await labels.inputValue()).toBe("seven");
});

test("the menu keeps the address that the page was opened with", async (context) => {
  const { page } = await openLivePage(context, { path: "?camera=1&side=128", flags: fakeWebcam(portrait.file) });
  await page.getByRole("link", { name: "Live" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?camera=1&side=128");
  expect(await page.getByRole("link", { name: "Mien" }).getAttribute("href")).toBe("/?camera=1&side=128");
});

test("a hidden tab pauses and says so; shown again, it goes on", async (context) => {
  const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  await setVisibility(live.page, "hidden");
  await live.page.getByTestId("paused").waitFor({ state: "attached" });
  await live.page.waitForTimeout(1500);
  const paused = (await live.readings()).length;
  await live.page.waitForTimeout(2000);
  expect((await live.readings()).length, "readings while hidden").toBe(paused);
  await setVisibility(live.page, "visible");
  await expect.poll(async () => (await live.readings()).length, { timeout: 30_000 }).toBeGreaterThan(paused + 1);
  await live.page.getByTestId("paused").waitFor({ state: "detached" });
});

test("the picture is mirrored, the overlay's text is not", async (context) => {
  const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  const horizontalScale = (selector: string): Promise<number> =>
    live.page
      .locator(selector)
      .first()
      .evaluate((element) => {
        let scale = 1;
        for (let node: Element | null = element; node; node = node.parentElement) {
          const { transform, scale: own } = getComputedStyle(node);
          if (transform !== "none") scale *= Math.sign(new DOMMatrix(transform).a);
          if (own !== "none") scale *= Math.sign(parseFloat(own));
        }
        return scale;
      });
  expect(await horizontalScale("video")).toBe(-1);
  expect(await horizontalScale("canvas")).toBe(1);
});

/** Playwright keeps every page visible, so the browser's own answer is replaced and its event sent. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((visibility) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => visibility });
    Object.defineProperty(document, "hidden", { configurable: true, get: () => visibility === "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}
