/**
 * A picture or a video instead of the camera goes the very same way: sample picture, file chooser, drop, video file.
 * The video is made here from the portrait by the browser's own recorder, so that no clip needs to be at hand.
 */
import { readFileSync } from "node:fs";
import type { BrowserContext } from "playwright-core";
import sharp from "sharp";
import { describe, expect, test, type TestContext } from "vitest";
import { launchBrowser } from "../helpers/browser";
import { cameraCount, canvasCamera, setCameraStands } from "../helpers/canvas-camera";
import { openLivePage, type LivePage, type RecordedReading } from "../helpers/live-page";
import { ASTRONAUT } from "../helpers/pictures";

const looksHappy = ({ faces }: RecordedReading): boolean =>
  faces.length === 1 && faces[0].expression === "happy" && faces[0].status === "ok";

describe("a picture reads happy", () => {
  test("the sample", async (context) => {
    const live = await openLivePage(context);
    await live.page.getByTestId("sample-picture").click();
    const reading = await live.waitForReading("happy", looksHappy);
    expect([reading.width, reading.height]).toEqual([512, 512]);
    // The button is gone, and what came in its place has the focus.
    expect(await live.page.evaluate(() => document.activeElement?.textContent)).toBe("Live reading");
    // Two quick changes, the second before the first is answered: the last one counts, and the face stays face 1.
    await live.page.keyboard.press("2");
    await live.page.keyboard.press("3");
    const classifier = live.page.getByLabel("Classifier", { exact: true });
    const third = await classifier.locator("option").nth(2).getAttribute("value");
    await live.waitForReading("again", ({ frameId }) => frameId > reading.frameId + 1);
    expect(await classifier.inputValue()).toBe(third);
    expect(await live.page.getByTestId("notice").count()).toBe(0);
    await expect.poll(() => live.page.getByTestId("readings").innerText()).toBe("Face 1: looks happy");
    expect(live.problems).toEqual([]);
  });

  test("chosen from disk, and another one with the same words is told anew, soon", async (context) => {
    const live = await openLivePage(context);
    await chooseFile(live, ASTRONAUT);
    await live.waitForReading("happy", looksHappy);
    const announcement = live.page.getByTestId("announcement");
    await expect.poll(() => announcement.innerText()).toBe("Face 1 looks happy");
    await announcement.evaluate((element) => {
      const told: string[] = [];
      new MutationObserver(() => told.push(element.textContent)).observe(element, { childList: true });
      Object.assign(window, { told });
    });
    await chooseFile(live, ASTRONAUT);
    const told = () => live.page.evaluate(() => (window as unknown as { told: string[] }).told);
    await expect.poll(told, { timeout: 30_000 }).toEqual(["", "Face 1 looks happy"]);
  });

  test("of a moving one the frame that is read, and no other", async (context) => {
    const live = await openLivePage(context);
    const frames = [ASTRONAUT, await sharp(ASTRONAUT).negate({ alpha: false }).png().toBuffer()];
    const buffer = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [50, 50] })
      .toBuffer();
    await chooseFile(live, { name: "moving.gif", mimeType: "image/gif", buffer });
    await live.waitForReading("happy", looksHappy);
    const shown = live.page.getByRole("img", { name: "moving.gif" });
    const seen: string[] = [];
    for (let time = 0; time < 8; time++) seen.push((await shown.screenshot()).toString("base64"));
    expect(new Set(seen).size).toBe(1);
  });

  test("dropped on the page", async (context) => {
    const live = await openLivePage(context);
    const bytes = readFileSync(ASTRONAUT).toString("base64");
    await live.page.getByTestId("start-camera").waitFor();
    await live.page.evaluate((base64) => {
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([data], "astronaut.png", { type: "image/png" }));
      const target = document.querySelector("main") ?? document.body;
      for (const type of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }
    }, bytes);
    await live.waitForReading("happy", looksHappy);
  });
});

test("a video file is read while it plays", async (context) => {
  const video = await recordVideo(context);
  const live = await openLivePage(context);
  await chooseFile(live, { name: "portrait.webm", mimeType: "video/webm", buffer: video });
  const first = await live.waitForReading("happy", looksHappy);
  await live.waitForReading(
    "a later frame that reads happy",
    (reading) => looksHappy(reading) && reading.frameId > first.frameId + 2,
  );
});

test("a camera that is granted after a video was chosen leaves the video alone", async (context) => {
  const video = await recordVideo(context);
  const live = await openLivePage(context, {
    flags: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
    prepare: grantLater,
  });
  await live.page.getByTestId("start-camera").click();
  await chooseFile(live, { name: "portrait.webm", mimeType: "video/webm", buffer: video });
  const first = await live.waitForReading("happy", looksHappy);
  await live.page.evaluate(() => (window as unknown as LateGrant).grant());
  await live.page.waitForTimeout(1000);
  const last = (await live.readings()).at(-1) ?? first;
  await live.waitForReading("two frames later", (reading) => reading.frameId > last.frameId + 2 && looksHappy(reading));
  expect(await live.page.getByTestId("status").innerText()).toBe("Reading portrait.webm");
});

test("a video takes the place of a camera that gives no picture yet", async (context) => {
  const video = await recordVideo(context);
  const live = await openLivePage(context, { prepare: (browser) => canvasCamera(browser, true) });
  await live.page.getByTestId("start-camera").click();
  await expect.poll(() => cameraCount(live.page)).toBe(1);
  await live.page.waitForTimeout(500);
  await chooseFile(live, { name: "portrait.webm", mimeType: "video/webm", buffer: video });
  await live.waitForReading("happy", looksHappy);
  await setCameraStands(live.page, false);
  // Longer than a camera is waited for.
  await live.page.waitForTimeout(12_000);
  expect(await live.page.getByTestId("status").innerText()).toBe("Reading portrait.webm");
  const last = (await live.readings()).at(-1)!;
  await live.waitForReading("two frames later", (reading) => reading.frameId > last.frameId + 2 && looksHappy(reading));
});

test("a file that cannot be shown says so, and what is on screen stays", async (context) => {
  const live = await openLivePage(context);
  const buffer = Buffer.from("no picture");
  const notice = live.page.getByTestId("notice");
  await chooseFile(live, { name: "notes.txt", mimeType: "text/plain", buffer });
  expect(await notice.innerText()).toMatch(/notes\.txt cannot be shown: got text\/plain, expected/);
  await live.page.getByTestId("sample-picture").click();
  await live.waitForReading("happy", looksHappy);
  expect(await notice.count()).toBe(0);
  for (const [name, mimeType] of [
    ["broken.png", "image/png"],
    ["broken.webm", "video/webm"],
  ]) {
    await chooseFile(live, { name, mimeType, buffer });
    await expect
      .poll(() => notice.innerText())
      .toContain(`${name} cannot be shown: got ${mimeType} that this browser cannot read`);
    expect(await live.page.getByTestId("status").innerText()).toBe("Sample picture");
    expect(await live.page.getByTestId("readings").innerText()).toBe("Face 1: looks happy");
  }
  await live.page.getByRole("button", { name: "Dismiss" }).click();
  await expect.poll(() => live.page.evaluate(() => document.activeElement?.textContent)).toBe("Live reading");
});

/** In the page: lets the camera come that was asked for. */
interface LateGrant {
  grant(): Promise<void>;
}

/** The permission prompt stays open until the test grants it. */
function grantLater(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (constraints) =>
      new Promise((resolve) => {
        const grant = async (): Promise<void> => resolve(await ask(constraints));
        (window as unknown as LateGrant).grant = grant;
      });
  });
}

type ChosenFile = string | { name: string; mimeType: string; buffer: Buffer };

async function chooseFile(live: LivePage, file: ChosenFile): Promise<void> {
  // Before the page's scripts run, a file that is chosen is lost.
  await live.page.getByTestId("loading").or(live.page.getByTestId("hud-backend")).first().waitFor();
  await live.page.getByTestId("choose-file").setInputFiles(file);
}

/** Three seconds of the portrait on a canvas, as WebM. */
async function recordVideo(context: TestContext): Promise<Buffer> {
  const browser = await launchBrowser(context);
  try {
    const page = await browser.newPage();
    const base64 = await page.evaluate(
      async (png) => {
        const image = new Image();
        image.src = png;
        await image.decode();
        const canvas = document.createElement("canvas");
        canvas.width = 640;
        canvas.height = 480;
        const drawing = canvas.getContext("2d");
        const recorder = new MediaRecorder(canvas.captureStream(15), {
          mimeType: "video/webm",
          videoBitsPerSecond: 4_000_000,
        });
        const chunks: Blob[] = [];
        recorder.ondataavailable = ({ data }) => chunks.push(data);
        const stopped = new Promise<void>((resolve) => (recorder.onstop = () => resolve()));
        recorder.start();
        for (let frame = 0; frame < 45; frame++) {
          drawing?.drawImage(image, 40 + (frame % 15), -30, 560, 560);
          await new Promise((resolve) => setTimeout(resolve, 66));
        }
        recorder.stop();
        await stopped;
        const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
        return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
      },
      `data:image/png;base64,${readFileSync(ASTRONAUT).toString("base64")}`,
    );
    return Buffer.from(base64, "base64");
  } finally {
    await browser.close();
  }
}
