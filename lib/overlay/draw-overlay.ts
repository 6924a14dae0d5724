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
import { isNamed } from "../labels/is-named";
import { baselineWords, faceWords, labelWord } from "./face-words";
import { placePanel, type ViewSize } from "./place-panel";
import { drawIcon, statusIcon } from "./status-icons";
import { trackColour } from "./track-colours";
import { boxToView, fitFrame } from "./view-transform";

/** CSS pixels at a scale of 1. */
const PANEL_MIN_WIDTH = 172;
const LINE_HEIGHT = 18;
const PADDING = 8;
const ICON_SIDE = 16;
const FONT = "system-ui, sans-serif";
const HEADLINE_FONT = `600 14px ${FONT}`;
const SMALL_FONT = `12px ${FONT}`;
/** Of a face that cannot be judged. 12 to 1 on the panel. */
const NEUTRAL_COLOUR = "#c9d1dc";

/** Width of a view, in CSS pixels, from which on everything grows with it: to be read from where a kiosk's visitor stands. */
const PLAIN_VIEW_WIDTH = 640;
const LARGEST_GROWTH = 1.5;
/** Units that a view has at least, so that a panel fits into it. */
const NARROWEST_VIEW = 200;

export interface OverlayOptions {
  readonly mirrored: boolean;
  /** How much larger than usual a person wants text: 1 where nothing was set. */
  readonly textScale: number;
}

/** How many times larger than at a scale of 1 everything is drawn. */
export function overlayScale(viewWidth: number, textScale: number): number {
  const growth = Math.min(LARGEST_GROWTH, Math.max(1, viewWidth / PLAIN_VIEW_WIDTH));
  return Math.min(textScale * growth, viewWidth / NARROWEST_VIEW);
}

/** Fits the canvas to its place on the page; true when its size changed. */
function fitCanvas(canvas: HTMLCanvasElement): boolean {
  const density = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * density);
  const height = Math.round(canvas.clientHeight * density);
  if (canvas.width === width && canvas.height === height) return false;
  canvas.width = width;
  canvas.height = height;
  return true;
}

export function drawOverlay(canvas: HTMLCanvasElement, result: FrameResult | null, options: OverlayOptions): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  fitCanvas(canvas);
  const density = window.devicePixelRatio || 1;
  const scale = overlayScale(canvas.clientWidth, options.textScale);
  const view = { width: canvas.clientWidth / scale, height: canvas.clientHeight / scale };
  context.setTransform(density * scale, 0, 0, density * scale, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
  if (!result) return;
  const transform = fitFrame(result, view, options.mirrored);
  // The nearest face is drawn last, so that its words lie on top.
  const faces = [...result.faces].sort((a, b) => a.box.width - b.box.width);
  const boxes = faces.map((face) => boxToView(face.box, transform));
  // All boxes first: none is drawn through the words of another.
  faces.forEach((face, index) => {
    const isJudged = statusIcon(face.status) === null;
    const colour = isJudged ? trackColour(face.trackId) : NEUTRAL_COLOUR;
    drawBox(context, boxes[index], colour, !isJudged || !isNamed(face.label));
  });
  const panels: BoxPx[] = [];
  faces.forEach((face, index) => {
    const box = boxes[index];
    const icon = statusIcon(face.status);
    const baseline = result.baselines.find(({ trackId }) => trackId === face.trackId);
    const place = (panel: ViewSize): BoxPx => {
      const others = boxes.filter((_, other) => other !== index);
      return { ...placePanel(box, panel, view, [...others, ...panels]), ...panel };
    };
    // Among others, a panel wider than its face would hide them.
    const bars = faces.length > 1 && box.width < PANEL_MIN_WIDTH ? [] : barsOf(face, result.labelSet);
    panels.push(icon ? drawReason(context, face, icon, place) : drawPanel(context, face, baseline, bars, place));
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

type Bar = readonly [label: Label7, share: number];

/**
 * What the label is made of: the three-class head's shares for the paper's three, and none where none of the three fits;
 * with neutral besides the same shares of what the seven-label head gives the three; else that head's.
 */
export function barsOf(
  { probabilities, labels7, label }: Pick<TrackedReading, "probabilities" | "labels7" | "label">,
  set: LabelSet,
): Bar[] {
  switch (set) {
    case "three":
      return label === "other" ? [] : EXPRESSIONS.map((each) => [each, probabilities[each]]);
    case "three-neutral": {
      const ofThree = EXPRESSIONS.reduce((sum, each) => sum + labels7[each], 0);
      return [
        ...EXPRESSIONS.map((each): Bar => [each, ofThree * probabilities[each]]),
        ["neutral", labels7.neutral] as const,
      ];
    }
    case "seven":
      return LABELS7.map((each) => [each, labels7[each]]);
  }
}

function drawPanel(
  context: CanvasRenderingContext2D,
  face: TrackedReading,
  baseline: FaceBaseline | undefined,
  bars: readonly Bar[],
  place: (panel: ViewSize) => BoxPx,
): BoxPx {
  const { headline, detail } = faceWords(face);
  const details = [detail, baseline && baselineWords(baseline.share)].filter((text) => typeof text === "string");
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
