/**
 * Draws a frame's faces on the canvas above the video: box, id, words and a bar for each of the three. Page, once a
 * result, no React. The canvas is as large as the view times the screen's density, so lines and text stay sharp.
 */
import { EXPRESSIONS, type BoxPx, type FrameResult, type TrackedReading } from "../types";
import { expressionWord, faceWords } from "./face-words";
import { trackColour } from "./track-colours";
import { boxToView, fitFrame } from "./view-transform";

/** CSS pixels. */
const PANEL_WIDTH = 148;
const LINE_HEIGHT = 18;
const PADDING = 8;
const FONT = "system-ui, sans-serif";

export interface OverlayOptions {
  readonly mirrored: boolean;
}

/** Fits the canvas to its place on the page; true when its size changed. */
export function fitCanvas(canvas: HTMLCanvasElement): boolean {
  const density = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * density);
  const height = Math.round(canvas.clientHeight * density);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

export function drawOverlay(canvas: HTMLCanvasElement, result: FrameResult | null, { mirrored }: OverlayOptions): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  fitCanvas(canvas);
  const density = window.devicePixelRatio || 1;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
  if (!result) return;
  const view = { width: canvas.clientWidth, height: canvas.clientHeight };
  const transform = fitFrame(result, view, mirrored);
  // The nearest face is drawn last, so that its words lie on top.
  const faces = [...result.faces].sort((a, b) => a.box.width - b.box.width);
  for (const face of faces) {
    const box = boxToView(face.box, transform);
    drawBox(context, box, trackColour(face.trackId), face.status === "other");
    drawPanel(context, face, box, view);
  }
}

/** Dashed when no label is given: not told by colour alone. */
function drawBox(context: CanvasRenderingContext2D, box: BoxPx, colour: string, dashed: boolean): void {
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, 10);
  context.setLineDash([]);
  context.lineWidth = 5;
  context.strokeStyle = "rgba(0, 0, 0, 0.55)";
  context.stroke();
  context.setLineDash(dashed ? [8, 6] : []);
  context.lineWidth = 2.5;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}

function drawPanel(
  context: CanvasRenderingContext2D,
  face: TrackedReading,
  box: BoxPx,
  view: { readonly width: number; readonly height: number },
): void {
  const { headline, detail } = faceWords(face);
  const height = 2 * PADDING + LINE_HEIGHT * (1 + (detail ? 1 : 0)) + EXPRESSIONS.length * LINE_HEIGHT;
  const { x, y } = placePanel(box, height, view);
  const colour = trackColour(face.trackId);

  context.fillStyle = "rgba(10, 14, 20, 0.92)";
  context.beginPath();
  context.roundRect(x, y, PANEL_WIDTH, height, 8);
  context.fill();
  context.fillStyle = colour;
  context.fillRect(x, y + PADDING, 3, height - 2 * PADDING);

  context.textBaseline = "middle";
  let line = y + PADDING + LINE_HEIGHT / 2;
  context.fillStyle = "#ffffff";
  context.font = `600 14px ${FONT}`;
  context.textAlign = "left";
  context.fillText(headline, x + PADDING + 4, line);
  context.font = `12px ${FONT}`;
  context.textAlign = "right";
  context.fillStyle = colour;
  context.fillText(`#${face.trackId}`, x + PANEL_WIDTH - PADDING, line);
  if (detail) {
    line += LINE_HEIGHT;
    context.textAlign = "left";
    context.fillStyle = "#c9d1dc";
    context.fillText(detail, x + PADDING + 4, line);
  }
  for (const expression of EXPRESSIONS) {
    line += LINE_HEIGHT;
    drawBar(context, expressionWord(expression), face.probabilities[expression], x + PADDING + 4, line, colour);
  }
}

function drawBar(
  context: CanvasRenderingContext2D,
  word: string,
  share: number,
  x: number,
  y: number,
  colour: string,
): void {
  const barX = x + 62;
  const barWidth = PANEL_WIDTH - 62 - 2 * PADDING - 32;
  context.font = `12px ${FONT}`;
  context.textAlign = "left";
  context.fillStyle = "#e6eaf0";
  context.fillText(word, x, y);
  context.fillStyle = "#3a4452";
  context.fillRect(barX, y - 4, barWidth, 8);
  context.fillStyle = colour;
  context.fillRect(barX, y - 4, barWidth * share, 8);
  context.textAlign = "right";
  context.fillStyle = "#e6eaf0";
  context.fillText(`${Math.round(100 * share)}`, barX + barWidth + 28, y);
}

/** Beside the face where there is room, else below or inside the view's edge. */
function placePanel(box: BoxPx, height: number, view: { width: number; height: number }): { x: number; y: number } {
  const gap = 8;
  const right = box.x + box.width + gap;
  const left = box.x - gap - PANEL_WIDTH;
  const clamp = (value: number, limit: number) => Math.max(4, Math.min(value, limit - 4));
  const y = clamp(box.y, view.height - height);
  if (right + PANEL_WIDTH <= view.width - 4) return { x: right, y };
  if (left >= 4) return { x: left, y };
  return { x: clamp(box.x, view.width - PANEL_WIDTH), y: clamp(box.y + box.height + gap, view.height - height) };
}
