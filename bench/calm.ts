/**
 * How calm the live page is on real faces: plays each clip of ../shared/clips, at its own speed and over and over, as the
 * webcam of the real page in a real browser, and counts what the page says of each frame it reads.
 *
 *   npm run bench:calm -- --clips ../shared/clips [--seconds 60]
 *
 * Out: bench/calm.json (figures only), from which scripts/write-figures.ts makes a table. `--seconds`: how long each
 * clip is played; with any but the default, figures are only printed. How often the page reads a frame depends on the
 * machine, so the report names it. About seven minutes.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseCommandLine } from "../cli/parse-command-line";
import { wholeNumber } from "../cli/whole-number";
import { fakeWebcam, startBrowser } from "../tests/helpers/browser";
import { decodeClip } from "../tests/helpers/clip-frames";
import { CLIP_TRUTHS, type ClipTruth } from "../tests/helpers/clip-truths";
import { stampedWebcam, type WebcamVideo } from "../tests/helpers/fake-webcams";
import { STAMP_READER } from "../tests/helpers/frame-stamp";
import { startProductionServer } from "../tests/helpers/production-server";
import { requireFolder } from "../training/data-folder";
import { modelReportHead, writeReport } from "../training/report-file";
import { countCalm, DELAY_GOAL_MS, type ShownFrame } from "./calm/count-calm";
import { recordFrames, type FrameRecorder, type RecordedFrame } from "./calm/record-frames";
import { CALM_REPORT, type CalmReport, type ClipCalm } from "./calm/report";

/** More than software rendering reads, and few enough for the stamp's numbers. */
const FRAMES_PER_SECOND = 15;
const DEFAULT_SECONDS = 60;
/** Loading 24 MB of weights, self-test and warm-up on a slow machine. */
const START_LIMIT_MS = 180_000;

interface Played extends Pick<ClipCalm, "browser" | "backend"> {
  readonly frames: readonly RecordedFrame[];
}

function readOptions(): { clips: string; seconds: number } {
  const { values } = parseCommandLine({ options: { clips: { type: "string" }, seconds: { type: "string" } } });
  const clips = requireFolder("--clips", values.clips, "clips");
  const missing = Object.keys(CLIP_TRUTHS).find((clip) => !existsSync(join(clips, clip)));
  if (missing) throw new Error(`--clips: got ${clips}, expected a folder that holds ${missing}`);
  return { clips, seconds: wholeNumber("--seconds", values.seconds, 1, 86_400) ?? DEFAULT_SECONDS };
}

async function writeWebcam(clip: string, { durationS }: ClipTruth): Promise<WebcamVideo> {
  const count = Math.floor(durationS * FRAMES_PER_SECOND);
  const browser = await startBrowser();
  try {
    const timesS = Array.from({ length: count }, (_, frame) => frame / FRAMES_PER_SECOND);
    const frames = await decodeClip(browser, clip, timesS);
    if (!frames) throw new Error(`${clip}: got a browser that cannot play H.264, expected one that can`);
    return await stampedWebcam(frames, FRAMES_PER_SECOND, 1);
  } finally {
    await browser.close();
  }
}

/** The first pass and the last are cut off and do not count, so two more are played. */
async function play(url: string, { file, durationS }: WebcamVideo, seconds: number): Promise<Played> {
  const browser = await startBrowser(fakeWebcam(file));
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript(STAMP_READER);
    await context.addInitScript(recordFrames);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByTestId("start-camera").click();
    await page.waitForFunction(() => (window as unknown as FrameRecorder).recordedFrames.length > 0, undefined, {
      timeout: START_LIMIT_MS,
    });
    await page.waitForTimeout(1000 * (seconds + 2 * durationS));
    return {
      frames: await page.evaluate(() => (window as unknown as FrameRecorder).recordedFrames),
      backend: (await page.getByTestId("hud-backend").getAttribute("data-backend")) ?? "unknown",
      browser: `Chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
  }
}

function toShown({ stamp, shownMs, faces }: RecordedFrame): ShownFrame[] {
  return stamp === null ? [] : [{ clipS: stamp / FRAMES_PER_SECOND, shownMs, faces }];
}

function print({ clip, passes, frames, playedMs, ...calm }: ClipCalm): void {
  const { flips, interruptions, steadyMs, changes, identitySwitches } = calm;
  const late = changes.filter(({ delayMs }) => delayMs === null || delayMs > DELAY_GOAL_MS).length;
  console.log(
    `${clip}: ${passes} passes, ${((1000 * frames) / playedMs).toFixed(1)} frames a second; ${flips} flips and ` +
      `${interruptions} interruptions in ${(steadyMs / 1000).toFixed(0)} steady seconds; ${late} of ` +
      `${changes.length} changes later than ${DELAY_GOAL_MS} ms; ${identitySwitches} identity switches`,
  );
}

async function measure(url: string, folder: string, clip: string, seconds: number): Promise<ClipCalm> {
  const truth = CLIP_TRUTHS[clip];
  const webcam = await writeWebcam(join(folder, clip), truth);
  try {
    const { frames, ...engine } = await play(url, webcam, seconds);
    const calm = countCalm(frames.flatMap(toShown), truth);
    if (calm.passes === 0) throw new Error(`${clip}: got ${frames.length} frames, expected a whole pass of the clip`);
    return { clip, ...engine, ...calm };
  } finally {
    webcam.remove();
  }
}

const { clips: folder, seconds } = readOptions();
const server = await startProductionServer();
const clips: ClipCalm[] = [];
try {
  for (const clip of Object.keys(CLIP_TRUTHS)) {
    clips.push(await measure(server.url, folder, clip, seconds));
    print(clips[clips.length - 1]);
  }
} finally {
  await server.stop();
}
if (seconds !== DEFAULT_SECONDS) process.exit();
const report: CalmReport = {
  ...modelReportHead("bench/calm.ts"),
  framesPerSecond: FRAMES_PER_SECOND,
  clips,
};
writeReport(CALM_REPORT, report);
console.log(CALM_REPORT);
