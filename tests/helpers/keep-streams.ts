/** Remembers each camera stream the page opens, so that a test can look at its tracks or end them as unplugging does. */
import type { BrowserContext, Page } from "playwright-core";

interface Scope {
  streams: MediaStream[];
}

/** To be passed as `prepare` of openLivePage. */
export async function keepStreams(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const scope = window as unknown as Scope;
    scope.streams = [];
    // Undefined on an insecure origin.
    if (!navigator.mediaDevices) return;
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      scope.streams.push(stream);
      return stream;
    };
  });
}

/** "live" or "ended" for each track that was ever opened. */
export function trackStates(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    (window as unknown as Scope).streams.flatMap((stream) => stream.getTracks().map((track) => track.readyState)),
  );
}

/** What the browser does when the newest camera is pulled out: the track ends, and says so. */
export function unplug(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const track of (window as unknown as Scope).streams.at(-1)?.getTracks() ?? []) {
      track.stop();
      track.dispatchEvent(new Event("ended"));
    }
  });
}
