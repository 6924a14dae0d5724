/**
 * Each way in which a camera can fail has its own sentence and leaves a way on: the sample picture still works.
 * Denied and absent are the browser's own doing (flags); busy and unplugged are played at the browser's interface.
 */
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { fakeWebcam } from "../helpers/browser";
import { portraitWebcam, type WebcamVideo } from "../helpers/fake-webcams";
import { keepStreams, unplug } from "../helpers/keep-streams";
import { openLivePage, type LivePage } from "../helpers/live-page";

let portrait: WebcamVideo;
beforeAll(async () => {
  portrait = await portraitWebcam();
});
afterAll(() => portrait?.remove());

const CASES = [
  {
    name: "denied permission",
    flags: ["--use-fake-device-for-media-stream", "--deny-permission-prompts"],
    says: /permi|allow|denied|refused|blocked/i,
  },
  {
    name: "no camera",
    flags: ["--use-fake-device-for-media-stream=device-count=0", "--use-fake-ui-for-media-stream"],
    says: /no camera|not find|found no/i,
  },
  {
    name: "camera in use by another program",
    flags: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    prepare: (context: BrowserContext) =>
      context.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException("Could not start video source", "NotReadableError"));
      }),
    says: /use|busy|another/i,
  },
];

describe("each has its own sentence and a way on", () => {
  const sentences = new Set<string>();
  test.for(CASES)("$name", async ({ flags, prepare, says }, context) => {
    const live = await openLivePage(context, { flags, prepare });
    await live.page.getByTestId("start-camera").click();
    const sentence = await cameraError(live);
    expect(sentence).toMatch(says);
    expect(sentences.has(sentence), "the same sentence as another failure").toBe(false);
    sentences.add(sentence);
    await sampleStillWorks(live);
  });
});

test("an insecure origin is named as the reason", async (context) => {
  const flags = ["--host-resolver-rules=MAP mien.test 127.0.0.1", ...fakeWebcam(portrait.file)];
  const path = inject("baseUrl").replace(/\/\/[^:/]+/, "//mien.test");
  const live = await openLivePage(context, { flags, path });
  const start = live.page.getByTestId("start-camera");
  // The page may say it at once and offer no button, or say it when asked.
  if (await start.isEnabled({ timeout: 5000 }).catch(() => false)) await start.click();
  expect(await cameraError(live)).toMatch(/https|secure|localhost/i);
});

test("a camera that is unplugged is reported, and can be started again", async (context) => {
  const live = await openLivePage(context, { flags: fakeWebcam(portrait.file), prepare: keepStreams });
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("a face", ({ faces }) => faces.length === 1);
  await unplug(live.page);
  expect(await cameraError(live)).toMatch(/unplug|disconnect|gone|stopped|lost|ended/i);
  // The frame that was on its way when it happened must not appear.
  await live.page.waitForTimeout(3000);
  expect(await live.page.getByTestId("readings").innerText()).toBe("");
  const before = (await live.readings()).length;
  await live.page.getByRole("button", { name: "Try again" }).click();
  await expect.poll(async () => (await live.readings()).length, { timeout: 60_000 }).toBeGreaterThan(before);
  // The button is gone, and what came in its place has the focus.
  expect(await live.page.evaluate(() => document.activeElement?.textContent)).toBe("Live reading");
});

async function cameraError(live: LivePage): Promise<string> {
  const message = live.page.getByTestId("camera-error");
  await message.waitFor({ timeout: 30_000 });
  return message.innerText();
}

async function sampleStillWorks(live: LivePage): Promise<void> {
  await live.page.getByTestId("sample-picture").click();
  await live.waitForReading("the sample picture", ({ faces }) => faces.length === 1);
}
