/**
 * A transferred frame -> RGBA bytes, through one reused canvas that stays in main memory (`willReadFrequently`).
 * Thread: worker. The frame stays the caller's, who closes it.
 */
import { PipelineError } from "../errors";
import type { Picture } from "../types";

/** Larger pictures are shrunk first. A face of a tenth of the height still has over 200 pixels. */
const LONGEST_SIDE_PX = 2560;

let canvas: OffscreenCanvas | null = null;

export function frameToPicture(frame: VideoFrame | ImageBitmap): Picture {
  const sourceWidth = "displayWidth" in frame ? frame.displayWidth : frame.width;
  const sourceHeight = "displayHeight" in frame ? frame.displayHeight : frame.height;
  if (!(sourceWidth > 0 && sourceHeight > 0)) {
    throw new PipelineError(
      "bad-input",
      "worker",
      `frame: got ${sourceWidth} x ${sourceHeight}, expected at least 1 x 1`,
    );
  }
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(sourceWidth, sourceHeight));
  const width = Math.max(1, Math.round(sourceWidth * scale));
  const height = Math.max(1, Math.round(sourceHeight * scale));
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new PipelineError("internal", "worker", "got no 2d context, expected one on an OffscreenCanvas");
  // Transparent parts are white, as `npm run classify` reads them; without it the picture before would show through.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  // Else a large photo keeps one pixel of several, and its noise with it.
  context.imageSmoothingQuality = "high";
  context.drawImage(frame, 0, 0, width, height);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
