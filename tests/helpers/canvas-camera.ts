/**
 * A camera that gives the pictures of a canvas. When a test says so it stops and goes on, as a driver that hangs does, and the
 * person before it leaves and comes back.
 */
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { ASTRONAUT } from "./pictures";

interface Scope {
  cameraStands: boolean;
  personIsAway: boolean;
  /** How often the camera was asked for. */
  cameraCount: number;
}

/** To be passed as `prepare` of openLivePage. `stands`: it gives no picture at all until it is told to go on. */
export async function canvasCamera(context: BrowserContext, stands = false): Promise<void> {
  const portrait = `data:image/png;base64,${readFileSync(ASTRONAUT).toString("base64")}`;
  await context.addInitScript(
    ({ url, standsAtFirst }) => {
      const scope = window as unknown as Scope;
      Object.assign(scope, { cameraStands: standsAtFirst, personIsAway: false, cameraCount: 0 } satisfies Scope);
      navigator.mediaDevices.getUserMedia = async () => {
        scope.cameraCount++;
        const picture = new Image();
        picture.src = url;
        await picture.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
        const context2d = canvas.getContext("2d")!;
        // Pictures come when they are asked for, and none else.
        const stream = canvas.captureStream(0);
        const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
        let drift = 0;
        const timer = setInterval(() => {
          if (track.readyState === "ended") clearInterval(timer);
          if (scope.cameraStands) return;
          context2d.fillStyle = "gray";
          context2d.fillRect(0, 0, canvas.width, canvas.height);
          if (!scope.personIsAway) context2d.drawImage(picture, 40 + 4 * (drift++ % 4), -30, 560, 560);
          track.requestFrame();
        }, 100);
        return stream;
      };
    },
    { url: portrait, standsAtFirst: stands },
  );
}

export const setCameraStands = (page: Page, stands: boolean): Promise<void> =>
  page.evaluate((value) => void ((window as unknown as Scope).cameraStands = value), stands);

export const setPersonAway = (page: Page, isAway: boolean): Promise<void> =>
  page.evaluate((value) => void ((window as unknown as Scope).personIsAway = value), isAway);

export const cameraCount = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as Scope).cameraCount);
