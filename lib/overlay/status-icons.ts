/**
 * A drawing for each reason why a face cannot be judged, so that it is told by shape and word, not by colour. Page.
 * Outlines as SVG path data on a square of 24 x 24, stroked with a width of 2 and round ends; no font has to have them.
 */
import type { FaceStatus, GateStatus } from "../types";

const ICON_SIDE = 24;

export const STATUS_ICONS: Readonly<Record<GateStatus, string>> = {
  // A frame, and half a head beyond its edge.
  "cut-off": "M3 4h12v16H3zM15 7a5 5 0 0 1 0 10",
  // Four arrows outwards.
  "too-small": "M9 9L4 4M4 9V4h5M15 9l5-5M15 4h5v5M9 15l-5 5M4 15v5h5M15 15l5 5M20 15v5h-5",
  // A crescent moon.
  "too-dark": "M20 14.5A8.5 8.5 0 1 1 9.5 4a6.6 6.6 0 0 0 10.5 10.5z",
  // A sun.
  "too-bright":
    "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19",
  // Grains.
  grainy: "M5 5h.01M12 4h.01M19 6h.01M8 10h.01M15 10h.01M4 14h.01M11 15h.01M18 14h.01M7 20h.01M14 19h.01M20 20h.01",
  // An arrow that goes around a standing axis.
  turned: "M19 10A8 4 0 1 1 12 8M9 5l3 3-3 3M12 12v8",
  // Waves, as of hot air.
  blurred: "M3 7c3-3 6 3 9 0s6 3 9 0M3 12c3-3 6 3 9 0s6 3 9 0M3 17c3-3 6 3 9 0s6 3 9 0",
  // A head with a mask before its lower half.
  covered: "M12 3a8 9 0 1 0 0 18a8 9 0 1 0 0-18zM4 12h16M6 16h12",
};

/** Null where the face has a label. */
export function statusIcon(status: FaceStatus): string | null {
  return status in STATUS_ICONS ? STATUS_ICONS[status as GateStatus] : null;
}

/** Top left corner and side in CSS pixels. */
export function drawIcon(
  context: CanvasRenderingContext2D,
  icon: string,
  colour: string,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  context.save();
  context.translate(x, y);
  context.scale(side / ICON_SIDE, side / ICON_SIDE);
  context.lineWidth = 2;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.strokeStyle = colour;
  context.stroke(new Path2D(icon));
  context.restore();
}
