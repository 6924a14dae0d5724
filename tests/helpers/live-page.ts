/**
 * Opens the production page in its own browser and watches it: every request, every console error, every reading with
 * the moment it arrived and, where asked for, the stamp of the webcam frame on screen. When the test ends the browser is
 * closed, and a request to another origin fails the test, as does one that sends something.
 */
import type { BrowserContext, Page } from "playwright-core";
import { expect, inject, type TestContext } from "vitest";
import type { FrameResult } from "../../lib/types";
import { launchBrowser } from "./browser";
import { STAMP_READER, type StampReader } from "./frame-stamp";

/** What the page writes into `data-readings`: plain data about the newest frame. */
export interface PageReading extends Pick<FrameResult, "frameId" | "width" | "height"> {
  readonly faces: readonly Pick<
    FrameResult["faces"][number],
    "trackId" | "expression" | "status" | "probabilities" | "box"
  >[];
}

export interface RecordedReading extends PageReading {
  /** Milliseconds since the page was opened. */
  readonly atMs: number;
  /** Number of the fake webcam's frame on screen at that moment; null where there is no stamp or it was not asked for. */
  readonly stamp: number | null;
}

export interface LivePage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Every URL asked for so far, by the page, its worker and its stylesheets. */
  readonly requests: readonly string[];
  /** Console errors, uncaught errors and violations of the Content-Security-Policy. */
  readonly problems: readonly string[];
  readings(): Promise<RecordedReading[]>;
  /** The first reading for which `accept` holds; fails with the last reading and the page's own words. */
  waitForReading(
    what: string,
    accept: (reading: RecordedReading) => boolean,
    limitMs?: number,
  ): Promise<RecordedReading>;
}

export interface LivePageOptions {
  readonly flags?: readonly string[];
  /** Relative to the site's root, or a whole address. */
  readonly path?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Read the stamp at every reading; it copies the video's picture on the page's main thread. */
  readonly readStamps?: boolean;
  /** Routes and scripts that must be in place before the page loads. */
  prepare?(context: BrowserContext): Promise<unknown>;
}

interface Recording {
  readings: RecordedReading[];
}

export async function openLivePage(test: TestContext, options: LivePageOptions = {}): Promise<LivePage> {
  const browser = await launchBrowser(test, options.flags);
  const requests: string[] = [];
  const sent: string[] = [];
  const problems: string[] = [];
  const url = new URL(options.path ?? "", inject("baseUrl"));
  test.onTestFinished(async () => {
    await browser.close();
    expect(
      requests.filter((request) => isForeign(request, url.origin)),
      "requests to another origin",
    ).toEqual([]);
    expect(sent, "requests that send something, also to the page's own server").toEqual([]);
  });

  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
  context.on("request", (request) => {
    requests.push(request.url());
    if (request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  await context.addInitScript(STAMP_READER);
  await context.addInitScript(record, options.readStamps ?? false);
  await options.prepare?.(context);
  const page = await context.newPage();
  page.on("websocket", (socket) => requests.push(socket.url()));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(url.href);

  const readings = (): Promise<RecordedReading[]> =>
    page.evaluate(() => (window as unknown as { recording: Recording }).recording.readings);
  return {
    page,
    context,
    requests,
    problems,
    readings,
    async waitForReading(what, accept, limitMs = 120_000) {
      const deadline = Date.now() + limitMs;
      while (Date.now() < deadline) {
        const found = (await readings()).find(accept);
        if (found) return found;
        await page.waitForTimeout(200);
      }
      const last = JSON.stringify((await readings()).at(-1));
      const words = (await page.locator("body").innerText()).slice(0, 800);
      const seconds = limitMs / 1000;
      throw new Error(
        `${what}: no such reading within ${seconds} s; last: ${last}; page: ${words}; problems: ${problems.join("; ")}`,
      );
    },
  };
}

/** data: and blob: stay inside the browser. */
function isForeign(request: string, origin: string): boolean {
  return !/^(data|blob):/.test(request) && new URL(request).origin !== origin.replace(/^ws/, "http");
}

/** Runs in the page before its own scripts. */
function record(readStamps: boolean): void {
  const recording: Recording = { readings: [] };
  (window as unknown as { recording: Recording }).recording = recording;
  const stampOnScreen = (): number | null => {
    const { readStamp } = window as unknown as StampReader;
    const video = document.querySelector("video");
    return video?.videoWidth ? readStamp(video, video.videoHeight) : null;
  };

  let newest = "";
  new MutationObserver(() => {
    const json = document.querySelector("[data-readings]")?.getAttribute("data-readings");
    if (!json || json === newest) return;
    newest = json;
    const reading = JSON.parse(json) as PageReading;
    // 0: nothing has been read yet, or the source has just changed.
    if (reading.frameId > 0)
      recording.readings.push({ ...reading, atMs: performance.now(), stamp: readStamps ? stampOnScreen() : null });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-readings"] });
}
