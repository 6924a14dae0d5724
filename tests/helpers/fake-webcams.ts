/**
 * Videos for the fake webcam, written to a temporary folder that the caller removes: the public-domain portrait moving
 * slowly in the frame, and clips from ../shared slowed down so that software rendering reads each frame more than once.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { TestContext } from "vitest";
import type { Picture } from "../../lib/types";
import { readClipFrames } from "./clip-frames";
import { stampPicture } from "./frame-stamp";
import { ASTRONAUT, placeInFrame, readPicture } from "./pictures";
import { writeY4m } from "./y4m";

export interface WebcamVideo {
  readonly file: string;
  /** Seconds until it starts again. */
  readonly durationS: number;
  remove(): void;
}

const FRAME_PX = { width: 640, height: 480 };

/** The portrait drifts in a small circle once every 4 seconds, as a person sits: 640 x 480, 10 frames a second. */
export async function portraitWebcam(): Promise<WebcamVideo> {
  const framesPerSecond = 10;
  const frames = 40;
  async function* drift(): AsyncGenerator<Picture> {
    for (let i = 0; i < frames; i++) {
      const angle = (2 * Math.PI * i) / frames;
      const leftPx = Math.round(40 + 16 * Math.cos(angle));
      const topPx = Math.round(-30 + 10 * Math.sin(angle));
      yield await placeInFrame(ASTRONAUT, FRAME_PX, { sidePx: 560, leftPx, topPx });
    }
  }
  return writeVideo(framesPerSecond, frames, drift());
}

/** A grey wall with a soft gradient: a webcam that nobody sits before. */
export async function emptyWebcam(): Promise<WebcamVideo> {
  const data = new Uint8Array(FRAME_PX.width * FRAME_PX.height * 4);
  for (let i = 0; i < data.length; i += 4)
    data.fill(90 + Math.floor((60 * i) / data.length), i, i + 3).fill(255, i + 3, i + 4);
  return writeVideo(10, 10, Array<Picture>(10).fill({ ...FRAME_PX, data }));
}

/** Frames of a clip, each stamped with its number in `timesS` and held for `holdS` seconds. */
export async function clipWebcam(
  context: TestContext,
  clip: string,
  timesS: readonly number[],
  holdS: number,
): Promise<WebcamVideo> {
  const framesPerSecond = 10;
  return stampedWebcam(
    await readClipFrames(context, clip, timesS),
    framesPerSecond,
    Math.round(holdS * framesPerSecond),
  );
}

/** Pictures as PNG, each stamped with its number and shown `copies` times. */
export async function stampedWebcam(
  pngs: readonly Buffer[],
  framesPerSecond: number,
  copies: number,
): Promise<WebcamVideo> {
  async function* held(): AsyncGenerator<Picture> {
    for (const [number, png] of pngs.entries()) {
      const picture = stampPicture(await readPicture(sharp(png)), number);
      for (let copy = 0; copy < copies; copy++) yield picture;
    }
  }
  return writeVideo(framesPerSecond, pngs.length * copies, held());
}

async function writeVideo(
  framesPerSecond: number,
  frames: number,
  pictures: AsyncIterable<Picture> | Iterable<Picture>,
): Promise<WebcamVideo> {
  const folder = mkdtempSync(join(tmpdir(), "mien-webcam-"));
  const file = join(folder, "webcam.y4m");
  await writeY4m(file, framesPerSecond, pictures);
  return { file, durationS: frames / framesPerSecond, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
