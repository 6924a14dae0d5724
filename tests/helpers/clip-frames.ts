/**
 * Single frames of a video file at given times, decoded by the browser under test itself, so that no other decoder is
 * needed. In: path and times in seconds; out: PNG bytes of each frame, in the same order.
 */
import { basename, dirname } from "node:path";
import type { TestContext } from "vitest";
import { launchBrowser } from "./browser";
import { startStaticServer } from "./static-server";

export async function readClipFrames(context: TestContext, clip: string, timesS: readonly number[]): Promise<Buffer[]> {
  const browser = await launchBrowser(context);
  const server = await startStaticServer({ "/clips/": dirname(clip) });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    const canPlay = await page.evaluate(() =>
      document.createElement("video").canPlayType('video/mp4; codecs="avc1.64001E"'),
    );
    if (!canPlay) context.skip("this browser cannot play H.264 (Debian's chromium and Chrome can)");
    const frames = await page.evaluate(grabFrames, { url: `/clips/${encodeURIComponent(basename(clip))}`, timesS });
    return frames.map((png) => Buffer.from(png.slice(png.indexOf(",") + 1), "base64"));
  } finally {
    await browser.close();
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
