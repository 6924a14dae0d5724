/**
 * From permission to label: the portrait (NASA, public domain) drifts before a fake webcam, and the page says that she
 * looks happy, with the box on her face. The same session is held against what the page promises about itself.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { overlapOf } from "../../lib/box-geometry";
import { accessibilityFaults } from "../helpers/accessibility";
import { fakeWebcam } from "../helpers/browser";
import { emptyWebcam, portraitWebcam, type WebcamVideo } from "../helpers/fake-webcams";
import { keepStreams, trackStates } from "../helpers/keep-streams";
import { openLivePage } from "../helpers/live-page";

/** Where BlazeFace sees her at the middle of the drift: [180, 82, 94, 94] of 512 pixels, at 560 pixels and (40, -30). */
const FACE_BOX_PX = { x: 237, y: 60, width: 103, height: 103 };

/** Runs in the page: keeps its thread busy. Out: the last frame that was read before. */
function stall(forMs: number): number {
  const { frameId } = JSON.parse(document.querySelector("[data-readings]")!.getAttribute("data-readings")!);
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs);
  return frameId;
}

let portrait: WebcamVideo;
let nobody: WebcamVideo;
beforeAll(async () => {
  portrait = await portraitWebcam();
  nobody = await emptyWebcam();
});
afterAll(() => {
  portrait?.remove();
  nobody?.remove();
});

describe("a person before the webcam", () => {
  test("start, grant, and the label follows the face", async (context) => {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    await live.page.waitForTimeout(4000);

    const readings = (await live.readings()).slice(1);
    expect(readings.length).toBeGreaterThan(3);
    expect(readings.map(({ width, height }) => [width, height])).toEqual(readings.map(() => [640, 480]));
    const happy = readings.filter(({ faces }) => faces[0]?.expression === "happy" && faces[0].status === "ok");
    expect(happy.length / readings.length).toBeGreaterThan(0.9);
    expect(new Set(readings.flatMap(({ faces }) => faces.map(({ trackId }) => trackId))).size, "track ids").toBe(1);
    for (const { faces } of readings) {
      expect(overlapOf(faces[0].box, FACE_BOX_PX)).toBeGreaterThan(0.5);
      const { happy, sad, surprise } = faces[0].probabilities;
      expect(happy + sad + surprise).toBeCloseTo(1, 3);
    }
    await expect.poll(() => live.page.getByTestId("readings").innerText()).toBe("Face 1: looks happy");
    expect(live.problems).toEqual([]);
  });

  test("the HUD shows measured frames a second and the backend; a number key chooses the classifier", async (context) => {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    const framesPerSecond = async (): Promise<number> => parseFloat(await live.page.getByTestId("hud-fps").innerText());
    await expect.poll(framesPerSecond, { timeout: 20_000 }).toBeGreaterThan(0.2);
    expect(await framesPerSecond()).toBeLessThan(61);
    expect(await live.page.getByTestId("hud-backend").innerText()).toMatch(/webgpu|webgl|wasm/i);

    const classifier = live.page.getByLabel("Classifier", { exact: true });
    const third = await classifier.locator("option").nth(2).getAttribute("value");
    await live.page.keyboard.press("3");
    await expect.poll(() => classifier.inputValue()).toBe(third);
    expect(new URL(live.page.url()).searchParams.get("head")).toBe(third);
    await live.page.getByLabel(/choose the classifier/).uncheck();
    await live.page.keyboard.press("1");
    await live.page.waitForTimeout(500);
    expect(await classifier.inputValue(), "after the keys were turned off").toBe(third);
    expect(live.problems).toEqual([]);
  });

  test("a neutral face held for two seconds turns the label, by keyboard, until it is forgotten", async (context) => {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
    const said = () => live.page.getByTestId("readings").innerText();
    const news = () => live.page.getByTestId("baseline-news").innerText();
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    await expect.poll(said, { timeout: 10_000 }).toBe("Face 1: looks happy");
    await live.page.getByTestId("take-baseline").press("Enter");
    await expect.poll(news, { timeout: 10_000 }).toBe("Face 1: hold a neutral face.");
    await expect.poll(news, { timeout: 60_000 }).toBe("Face 1: the label is now measured from its own neutral.");
    // Her smile was taken for her neutral face, so it is one from now on.
    await expect.poll(said, { timeout: 30_000 }).toBe("Face 1: other, from own neutral");
    expect(await accessibilityFaults(live.page)).toEqual([]);
    // A page that stalls sends no frames for a while: the face was not seen to leave.
    const stalled = await live.page.evaluate(stall, 1500);
    await live.waitForReading("a frame after the stall", ({ frameId }) => frameId > stalled + 2);
    expect(await said()).toBe("Face 1: other, from own neutral");
    await live.page.getByTestId("forget-baselines").press("Enter");
    await expect.poll(news, { timeout: 10_000 }).toBe("Face 1: its neutral was forgotten.");
    await expect.poll(said, { timeout: 30_000 }).toBe("Face 1: looks happy");
    expect(await live.page.getByTestId("take-baseline").evaluate((button) => button === document.activeElement)).toBe(
      true,
    );
    expect(live.problems).toEqual([]);
  });

  test("stop ends the tracks, and start works again", async (context) => {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file), prepare: keepStreams });
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    const mirror = live.page.getByLabel("Mirror picture");
    await mirror.uncheck();
    await live.page.getByTestId("stop").click();
    await expect.poll(() => trackStates(live.page)).toEqual(["ended"]);
    const before = (await live.readings()).length;
    await live.page.getByTestId("start-camera").click();
    await expect.poll(async () => (await live.readings()).length, { timeout: 60_000 }).toBeGreaterThan(before + 2);
    expect(await mirror.isChecked(), "mirror, which was turned off").toBe(false);
  });

  test("start screen and live view are clean of accessibility faults (axe)", async (context) => {
    const live = await openLivePage(context, { flags: fakeWebcam(portrait.file) });
    await live.page.getByTestId("start-camera").waitFor();
    expect(await accessibilityFaults(live.page), "start screen").toEqual([]);
    await live.page.getByTestId("start-camera").click();
    await live.waitForReading("a face", ({ faces }) => faces.length === 1);
    expect(await accessibilityFaults(live.page), "live view").toEqual([]);
  });
});

test("nobody before the webcam: no face, and the page goes on", async (context) => {
  const live = await openLivePage(context, { flags: fakeWebcam(nobody.file) });
  await live.page.getByTestId("start-camera").click();
  await live.waitForReading("three frames", ({ frameId }) => frameId >= 3);
  expect((await live.readings()).flatMap(({ faces }) => faces)).toEqual([]);
});
