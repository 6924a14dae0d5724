/**
 * Where a face's words go: beside it where there is room, else below or above it; of these where they cover least of
 * what must stay seen, which is other faces and their words. Pure. CSS pixels of the view.
 */
import { sharedArea } from "../box-geometry";
import type { BoxPx } from "../types";

/** Between face and panel. */
const GAP = 8;
/** Between panel and the view's edge. */
const EDGE = 4;

export interface ViewSize {
  readonly width: number;
  readonly height: number;
}

/** `taken`: what must stay seen. The panel's corner; inside the view, over the face itself where nothing else is left. */
export function placePanel(
  box: BoxPx,
  panel: ViewSize,
  view: ViewSize,
  taken: readonly BoxPx[] = [],
): { x: number; y: number } {
  const clamp = (value: number, limit: number): number => Math.max(EDGE, Math.min(value, limit - EDGE));
  const x = clamp(box.x, view.width - panel.width);
  const y = clamp(box.y, view.height - panel.height);
  const right = { x: box.x + box.width + GAP, y };
  const left = { x: box.x - GAP - panel.width, y };
  const below = { x, y: box.y + box.height + GAP };
  const above = { x, y: box.y - GAP - panel.height };
  const fits = [right, left, below, above].filter(
    (corner) =>
      corner.x >= EDGE &&
      corner.y >= EDGE &&
      corner.x + panel.width <= view.width - EDGE &&
      corner.y + panel.height <= view.height - EDGE,
  );
  // In quarters of the panel, so that a panel does not jump between two places that are nearly as good.
  const covered = (corner: { x: number; y: number }): number =>
    Math.round(
      (4 * taken.reduce((sum, other) => sum + sharedArea({ ...corner, ...panel }, other), 0)) /
        (panel.width * panel.height),
    );
  const last = { x, y: clamp(below.y, view.height - panel.height) };
  return fits.reduce((best, corner) => (covered(corner) < covered(best) ? corner : best), fits[0] ?? last);
}
