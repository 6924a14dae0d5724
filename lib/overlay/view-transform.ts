/**
 * The one coordinate transform of the page: pixels of the frame -> CSS pixels of the canvas above it. Page.
 * The picture is fitted into the view whole (object-fit: contain) and may be mirrored; text is never mirrored, because
 * only boxes are transformed and text is drawn in plain view coordinates.
 */
import type { BoxPx } from "../types";

export interface ViewTransform {
  /** CSS pixels a frame pixel. */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly mirrored: boolean;
  readonly frameWidth: number;
}

export function fitFrame(
  frame: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
  mirrored: boolean,
): ViewTransform {
  const scale = Math.min(view.width / frame.width, view.height / frame.height);
  return {
    scale,
    offsetX: (view.width - frame.width * scale) / 2,
    offsetY: (view.height - frame.height * scale) / 2,
    mirrored,
    frameWidth: frame.width,
  };
}

/** Box in frame pixels -> box in CSS pixels of the view. */
export function boxToView(box: BoxPx, transform: ViewTransform): BoxPx {
  const { scale, offsetX, offsetY, mirrored, frameWidth } = transform;
  const x = mirrored ? frameWidth - box.x - box.width : box.x;
  return { x: offsetX + x * scale, y: offsetY + box.y * scale, width: box.width * scale, height: box.height * scale };
}
