/**
 * What is drawn of a face, recorded call by call on a canvas that keeps a list instead of pixels: a face that cannot be
 * judged gets its own icon and word, a dashed neutral box, and no expression at all.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { barsOf, drawOverlay, overlayScale } from "../../lib/overlay/draw-overlay";
import { faceWords } from "../../lib/overlay/face-words";
import { STATUS_ICONS, statusIcon } from "../../lib/overlay/status-icons";
import { trackColour } from "../../lib/overlay/track-colours";
import {
  EXPRESSIONS,
  FACE_STATUSES,
  GATE_STATUSES,
  LABELS7,
  type BoxPx,
  type FaceStatus,
  type FrameResult,
  type Label7,
  type LabelSet,
} from "../../lib/types";

const VIEW = { width: 800, height: 600 };
const FRAME = { width: 400, height: 300 };

class RecordedPath {
  constructor(readonly data: string) {}
}

beforeAll(() => {
  vi.stubGlobal("window", { devicePixelRatio: 1 });
  vi.stubGlobal("Path2D", RecordedPath);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

interface Drawing {
  readonly texts: string[];
  readonly icons: string[];
  /** Line dash and colour of every stroke along a box. */
  readonly boxStrokes: { dash: readonly number[]; colour: string }[];
  readonly panels: BoxPx[];
}

function draw(
  status: FaceStatus,
  box: BoxPx = { x: 100, y: 80, width: 90, height: 90 },
  labelSet: LabelSet = "three",
  baselines: FrameResult["baselines"] = [],
): Drawing {
  const drawing: Drawing = { texts: [], icons: [], boxStrokes: [], panels: [] };
  let dash: readonly number[] = [];
  let rectangle: BoxPx | null = null;
  const nothing = (): void => undefined;
  const context = {
    strokeStyle: "",
    setTransform: nothing,
    clearRect: nothing,
    beginPath: nothing,
    save: nothing,
    restore: nothing,
    translate: nothing,
    scale: nothing,
    fillRect: nothing,
    setLineDash: (segments: readonly number[]) => void (dash = segments),
    roundRect: (x: number, y: number, width: number, height: number) => void (rectangle = { x, y, width, height }),
    fill: () => void (rectangle && drawing.panels.push(rectangle)),
    fillText: (text: string) => void drawing.texts.push(text),
    measureText: (text: string) => ({ width: 7 * text.length }),
    stroke(path?: RecordedPath) {
      if (path) drawing.icons.push(path.data);
      else drawing.boxStrokes.push({ dash, colour: this.strokeStyle });
    },
  };
  const canvas = { clientWidth: VIEW.width, clientHeight: VIEW.height, width: 0, height: 0, getContext: () => context };
  const frame = { ...result(status, box, labelSet), baselines };
  drawOverlay(canvas as unknown as HTMLCanvasElement, frame, { mirrored: false, textScale: 1 });
  return drawing;
}

function result(status: FaceStatus, box: BoxPx, labelSet: LabelSet = "three"): FrameResult {
  const labels7 = Object.fromEntries(LABELS7.map((label) => [label, 1 / 7])) as Record<Label7, number>;
  const probabilities = { happy: 0.9, sad: 0.06, surprise: 0.04 };
  const face = {
    box,
    score: 0.9,
    expression: "happy",
    probabilities,
    labels7,
    status,
    label: status !== "other" ? "happy" : labelSet === "seven" ? "unsure" : "other",
    trackId: 3,
  } as const;
  const stageMs = { detect: 0, align: 0, embed: 0, classify: 0 };
  return { frameId: 1, ...FRAME, faces: [face], baselines: [], labelSet, stageMs };
}

describe.each(GATE_STATUSES)("a face that is %s", (status) => {
  it("gets its word and number, and nothing else to read", () => {
    const { headline } = faceWords(result(status, { x: 0, y: 0, width: 1, height: 1 }).faces[0]);
    expect(draw(status).texts).toEqual([headline, "#3"]);
  });

  it("gets its icon", () => {
    expect(draw(status).icons).toEqual([STATUS_ICONS[status]]);
  });

  it("has a dashed box without the track's colour", () => {
    const visible = draw(status).boxStrokes.at(-1);
    expect(visible?.dash.length).toBeGreaterThan(0);
    expect(visible?.colour).not.toBe(trackColour(3));
  });

  it.each([
    ["in the middle", { x: 100, y: 80, width: 90, height: 90 }],
    ["at the right border", { x: 330, y: 80, width: 90, height: 90 }],
    ["over the whole view", { x: -10, y: -10, width: 420, height: 320 }],
  ])("has its panel inside the view: %s", (_, box) => {
    const [panel] = draw(status, box).panels;
    expect(Math.min(panel.x, panel.y)).toBeGreaterThanOrEqual(0);
    expect(panel.x + panel.width).toBeLessThanOrEqual(VIEW.width);
    expect(panel.y + panel.height).toBeLessThanOrEqual(VIEW.height);
  });
});

describe.each(["ok", "unaligned"] as const)("a face that is %s", (status) => {
  it("has a bar for each expression and no icon", () => {
    const { texts, icons, boxStrokes } = draw(status);
    expect(icons).toEqual([]);
    expect(texts).toEqual(expect.arrayContaining(["happy", "sad", "surprised", "90", "6", "4"]));
    expect(texts).toHaveLength((status === "ok" ? 2 : 3) + 2 * EXPRESSIONS.length);
    expect(boxStrokes.at(-1)).toEqual({ dash: [], colour: trackColour(3) });
  });
});

it("a face that looks like none of the three has the nearest other label, no bars that say otherwise, and a dashed box", () => {
  const { texts, icons, boxStrokes } = draw("other");
  expect(icons).toEqual([]);
  expect(texts).toEqual(["other", "#3", "nearest: angry"]);
  expect(boxStrokes.at(-1)).toEqual({ dash: [8, 6], colour: trackColour(3) });
});

it("a face of which none of the seven can be told has a dashed box, what is nearest, and the bars of all seven", () => {
  const { texts, icons, boxStrokes } = draw("other", undefined, "seven");
  expect(icons).toEqual([]);
  expect(texts.slice(0, 3)).toEqual(["can't tell", "#3", "nearest: angry"]);
  expect(texts).toHaveLength(3 + 2 * LABELS7.length);
  expect(boxStrokes.at(-1)).toEqual({ dash: [8, 6], colour: trackColour(3) });
});

it("with neutral besides, the three's bars have the order of the classifier that names them", () => {
  const labels7 = { angry: 0, disgust: 0, fear: 0.1, happy: 0.2, sad: 0.1, surprise: 0.4, neutral: 0.2 };
  const probabilities = { happy: 0.6, sad: 0.1, surprise: 0.3 };
  const bars = Object.fromEntries(barsOf({ labels7, probabilities, label: "happy" }, "three-neutral"));
  expect(bars.happy).toBeCloseTo(0.7 * 0.6);
  expect(bars.surprise).toBeCloseTo(0.7 * 0.3);
  expect(bars.neutral).toBe(0.2);
});

it("words grow with a wide view, up to a limit, and with the text a person asked for", () => {
  expect(overlayScale(320, 1)).toBe(1);
  expect(overlayScale(800, 1)).toBe(1.25);
  expect(overlayScale(4000, 1)).toBe(1.5);
  expect(overlayScale(640, 2)).toBe(2);
  // No further than a panel fits.
  expect(overlayScale(320, 2)).toBe(1.6);
});

it.each([
  ["three", ["happy", "sad", "surprised"]],
  ["three-neutral", ["happy", "sad", "surprised", "neutral"]],
  ["seven", ["angry", "disgusted", "afraid", "happy", "sad", "surprised", "neutral"]],
] as const)("label set %s has a bar for each of its labels", (labelSet, words) => {
  const { texts } = draw("ok", undefined, labelSet);
  expect(texts.filter((text) => /^[a-z]+$/.test(text))).toEqual(words);
});

it("a face says when its own neutral is being taken, and when it is in use; another face's is not its own", () => {
  const plain = draw("ok").texts;
  const added = (trackId: number, share: number): string[] =>
    draw("ok", undefined, "three", [{ trackId, share }]).texts.filter((text) => !plain.includes(text));
  expect(added(3, 0.4)).toEqual(["hold a neutral face"]);
  expect(added(3, 1)).toEqual(["from own neutral"]);
  expect(added(4, 1)).toEqual([]);
});

it("no two reasons share an icon or words, and only reasons have one", () => {
  expect(FACE_STATUSES.filter((status) => statusIcon(status) !== null)).toEqual(GATE_STATUSES);
  expect(new Set(GATE_STATUSES.map(statusIcon)).size).toBe(GATE_STATUSES.length);
  expect(new Set(GATE_STATUSES.map((status) => draw(status).texts[0])).size).toBe(GATE_STATUSES.length);
});
