/**
 * Single frames of a video file at given times, decoded by the browser under test itself, so that no other decoder is
 * needed. In: path and times in seconds; out: PNG bytes of each frame, in the same order.
 */
import { basename, dirname } from "node:path";
import type { Browser } from "playwright-core";
import type { TestContext } from "vitest";
import { launchBrowser } from "./browser";
import { startStaticServer } from "./static-server";

/** Frames of one answer of the browser: a message of hundreds of pictures may be too large. */
const BATCH = 50;

/** Ends the test as skipped where no browser can play the clip. */
export async function readClipFrames(context: TestContext, clip: string, timesS: readonly number[]): Promise<Buffer[]> {
  const browser = await launchBrowser(context);
  try {
    const frames = await decodeClip(browser, clip, timesS);
    return frames ?? context.skip("this browser cannot play H.264 (Debian's chromium and Chrome can)");
  } finally {
    await browser.close();
  }
}

/** Null where the browser cannot play H.264. */
export async function decodeClip(browser: Browser, clip: string, timesS: readonly number[]): Promise<Buffer[] | null> {
  const server = await startStaticServer({ "/clips/": dirname(clip) });
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    const canPlay = await page.evaluate(() =>
      document.createElement("video").canPlayType('video/mp4; codecs="avc1.64001E"'),
    );
    if (!canPlay) return null;
    const url = `/clips/${encodeURIComponent(basename(clip))}`;
    const frames: Buffer[] = [];
    for (let start = 0; start < timesS.length; start += BATCH) {
      const pngs = await page.evaluate(grabFrames, { url, timesS: timesS.slice(start, start + BATCH) });
      frames.push(...pngs.map((png) => Buffer.from(png.slice(png.indexOf(",") + 1), "base64")));
    }
    return frames;
  } finally {
    await page.close();
    await server.close();
  }
}

/** Runs in the page. Returns data URLs. */
async function grabFrames({ url, timesS }: { url: string; timesS: readonly number[] }): Promise<string[]> {
  const video = document.createElement("video");
  video.muted = true;
  video.src = url;
  await new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(new Error(`${url}: ${video.error?.message}`));
  });
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const drawing = canvas.getContext("2d");
  const frames: string[] = [];
  for (const timeS of timesS) {
    const seeked = new Promise<void>((resolve) => (video.onseeked = () => resolve()));
    video.currentTime = Math.min(timeS, video.duration - 0.01);
    await seeked;
    drawing?.drawImage(video, 0, 0);
    frames.push(canvas.toDataURL("image/png"));
  }
  return frames;
}
