/**
 * Draws a frame's faces on the canvas above the video: box, id, words and a bar for each label of the set, and whether
 * they are measured from the face's own neutral; of a face that cannot be judged, box, id, and the reason as icon and
 * word. Page, once a result, no React.
 * The canvas is as large as the view times the screen's density, so lines and text stay sharp.
 */
import {
  EXPRESSIONS,
  LABELS7,
  type BoxPx,
  type FaceBaseline,
  type FrameResult,
  type Label7,
  type LabelSet,
  type TrackedReading,
} from "../types";
import { baselineWords, faceWords, labelWord } from "./face-words";
import { placePanel, type ViewSize } from "./place-panel";
import { drawIcon, statusIcon } from "./status-icons";
import { trackColour } from "./track-colours";
import { boxToView, fitFrame } from "./view-transform";

/** CSS pixels. */
const PANEL_MIN_WIDTH = 148;
const LINE_HEIGHT = 18;
const PADDING = 8;
const ICON_SIDE = 16;
const FONT = "system-ui, sans-serif";
const HEADLINE_FONT = `600 14px ${FONT}`;
const SMALL_FONT = `12px ${FONT}`;
/** Of a face that cannot be judged. 12 to 1 on the panel. */
const NEUTRAL_COLOUR = "#c9d1dc";

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
  const boxes = faces.map((face) => boxToView(face.box, transform));
  const panels: BoxPx[] = [];
  faces.forEach((face, index) => {
    const box = boxes[index];
    const icon = statusIcon(face.status);
    drawBox(context, box, icon ? NEUTRAL_COLOUR : trackColour(face.trackId), icon !== null || face.label === "other");
    const baseline = result.baselines.find(({ trackId }) => trackId === face.trackId);
    const place = (panel: ViewSize): BoxPx => {
      const others = boxes.filter((_, other) => other !== index);
      return { ...placePanel(box, panel, view, [...others, ...panels]), ...panel };
    };
    panels.push(
      icon ? drawReason(context, face, icon, place) : drawPanel(context, face, baseline, result.labelSet, place),
    );
  });
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

/** No bars: an expression's name beside a face that cannot be judged would be taken for its label. */
function drawReason(
  context: CanvasRenderingContext2D,
  face: TrackedReading,
  icon: string,
  place: (panel: ViewSize) => BoxPx,
): BoxPx {
  const { headline } = faceWords(face);
  const headlineX = PADDING + 4 + ICON_SIDE + 6;
  const width = headlineX + headingWidth(context, headline, face.trackId);
  const height = 2 * PADDING + LINE_HEIGHT;
  const panel = place({ width, height });
  const { x, y } = panel;
  const line = y + height / 2;

  drawPanelBack(context, panel, NEUTRAL_COLOUR);
  drawIcon(context, icon, NEUTRAL_COLOUR, { x: x + PADDING + 4, y: line - ICON_SIDE / 2, side: ICON_SIDE });
  drawHeading(context, headline, face.trackId, { x: x + headlineX, y: line, width: width - headlineX });
  return panel;
}

/** Of headline and id side by side, with the padding after each. */
function headingWidth(context: CanvasRenderingContext2D, headline: string, trackId: number): number {
  context.font = HEADLINE_FONT;
  const headlineWidth = context.measureText(headline).width;
  context.font = SMALL_FONT;
  return headlineWidth + PADDING + context.measureText(idText(trackId)).width + PADDING;
}

/** The headline at the left, the id at the right; `y` is their middle. */
function drawHeading(
  context: CanvasRenderingContext2D,
  headline: string,
  trackId: number,
  { x, y, width }: Omit<BoxPx, "height">,
): void {
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillStyle = "#ffffff";
  context.font = HEADLINE_FONT;
  context.fillText(headline, x, y);
  context.font = SMALL_FONT;
  context.textAlign = "right";
  context.fillStyle = trackColour(trackId);
  context.fillText(idText(trackId), x + width - PADDING, y);
}

const idText = (trackId: number): string => `#${trackId}`;

function drawPanelBack(context: CanvasRenderingContext2D, { x, y, width, height }: BoxPx, colour: string): void {
  context.fillStyle = "rgba(10, 14, 20, 0.92)";
  context.beginPath();
  context.roundRect(x, y, width, height, 8);
  context.fill();
  context.fillStyle = colour;
  context.fillRect(x, y + PADDING, 3, height - 2 * PADDING);
}

/** The three-class head's shares for the paper's three; with more labels those of the seven-label head. */
function barsOf(
  { probabilities, labels7 }: TrackedReading,
  set: LabelSet,
): (readonly [label: Label7, share: number])[] {
  if (set === "three") return EXPRESSIONS.map((label) => [label, probabilities[label]]);
  const labels = set === "seven" ? LABELS7 : ([...EXPRESSIONS, "neutral"] as const);
  return labels.map((label) => [label, labels7[label]]);
}

function drawPanel(
  context: CanvasRenderingContext2D,
  face: TrackedReading,
  baseline: FaceBaseline | undefined,
  labelSet: LabelSet,
  place: (panel: ViewSize) => BoxPx,
): BoxPx {
  const { headline, detail } = faceWords(face);
  const details = [detail, baseline && baselineWords(baseline.share)].filter((text) => typeof text === "string");
  const bars = barsOf(face, labelSet);
  const height = 2 * PADDING + LINE_HEIGHT * (1 + details.length + bars.length);
  const textX = PADDING + 4;
  const width = Math.max(PANEL_MIN_WIDTH, textX + headingWidth(context, headline, face.trackId));
  const panel = place({ width, height });
  const { x, y } = panel;
  const colour = trackColour(face.trackId);

  drawPanelBack(context, panel, colour);
  let line = y + PADDING + LINE_HEIGHT / 2;
  drawHeading(context, headline, face.trackId, { x: x + textX, y: line, width: width - textX });
  for (const text of details) {
    line += LINE_HEIGHT;
    context.textAlign = "left";
    context.fillStyle = "#c9d1dc";
    context.fillText(text, x + textX, line);
  }
  for (const [label, share] of bars) {
    line += LINE_HEIGHT;
    drawBar(context, labelWord(label), share, { x: x + textX, y: line, width: width - textX - PADDING }, colour);
  }
  return panel;
}

function drawBar(
  context: CanvasRenderingContext2D,
  word: string,
  share: number,
  { x, y, width }: Omit<BoxPx, "height">,
  colour: string,
): void {
  const barX = x + 62;
  const barWidth = width - 62 - 28;
  context.font = SMALL_FONT;
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
