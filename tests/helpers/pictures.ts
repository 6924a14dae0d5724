/**
 * Pictures for tests: reading files, placing one in a frame as a webcam would see it. RGBA, 8 bits, rows from the top.
 */
import { fileURLToPath } from "node:url";
import sharp, { type Sharp } from "sharp";
import type { Picture } from "../../lib/types";

/** Eileen Collins, NASA, public domain: the portrait that the page offers as its sample. */
export const ASTRONAUT = fileURLToPath(new URL("../../public/pictures/astronaut.png", import.meta.url));

export async function readPicture(source: Sharp | string): Promise<Picture> {
  const pipeline = typeof source === "string" ? sharp(source) : source;
  const { data, info } = await pipeline.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

export interface Placement {
  /** Side of the placed square picture, in pixels of the frame. */
  readonly sidePx: number;
  readonly leftPx: number;
  readonly topPx: number;
}

export interface FrameSizePx {
  readonly width: number;
  readonly height: number;
}

/** The picture at a place in an otherwise grey frame; what hangs over the frame's border is cut off. */
export async function placeInFrame(
  file: string | Buffer,
  size: FrameSizePx,
  { sidePx, leftPx, topPx }: Placement,
): Promise<Picture> {
  const cutLeft = Math.max(0, -leftPx);
  const cutTop = Math.max(0, -topPx);
  const input = await sharp(file)
    .resize(sidePx, sidePx)
    .extract({
      left: cutLeft,
      top: cutTop,
      width: Math.min(sidePx - cutLeft, size.width - Math.max(0, leftPx)),
      height: Math.min(sidePx - cutTop, size.height - Math.max(0, topPx)),
    })
    .png()
    .toBuffer();
  const grey = { r: 110, g: 112, b: 115 };
  const frame = sharp({ create: { width: size.width, height: size.height, channels: 3, background: grey } });
  return readPicture(frame.composite([{ input, left: Math.max(0, leftPx), top: Math.max(0, topPx) }]));
}

export async function pictureToPng(picture: Picture): Promise<Buffer> {
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  return sharp(Buffer.from(picture.data), { raw }).png().toBuffer();
}
