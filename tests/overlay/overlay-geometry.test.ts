/** Where everything is drawn, with what worked out by hand: two faces, mirrored, on a dense screen. */
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { drawOverlay } from "../../lib/overlay/draw-overlay";
import { trackColour } from "../../lib/overlay/track-colours";
import { LABELS7, type BoxPx, type FrameResult, type Label7 } from "../../lib/types";

/** As wide as the view in units of the drawing, so that a pixel is a unit; with a border above and below. */
const FRAME = { width: 640, height: 408 };
const VIEW = { width: 800, height: 600 };
const DENSITY = 2;
/** draw-overlay.ts, overlayScale: 800 / 640. */
const SCALE = 1.25;
/** Of the picture: the view is 640 x 480 units. */
const TOP = (480 - 408) / 2;

const NEAR: BoxPx = { x: 40, y: 100, width: 180, height: 180 };
const FAR: BoxPx = { x: 480, y: 60, width: 60, height: 60 };

beforeAll(() => void vi.stubGlobal("window", { devicePixelRatio: DENSITY }));
afterAll(() => void vi.unstubAllGlobals());

type Call = readonly [name: string, ...args: (number | string)[]];

function draw(): Call[] {
  const calls: Call[] = [];
  const note =
    (name: string) =>
    (...args: (number | string)[]): void =>
      void calls.push([name, ...args]);
  const context = {
    strokeStyle: "",
    fillStyle: "",
    beginPath: () => undefined,
    setLineDash: () => undefined,
    fill: () => undefined,
    measureText: (text: string) => ({ width: 7 * text.length }),
    setTransform: note("setTransform"),
    clearRect: note("clearRect"),
    roundRect: note("roundRect"),
    fillText: note("fillText"),
    fillRect(...args: number[]) {
      calls.push(["fillRect", ...args, this.fillStyle]);
    },
    stroke() {
      calls.push(["stroke", this.strokeStyle]);
    },
  };
  const canvas = { clientWidth: VIEW.width, clientHeight: VIEW.height, width: 0, height: 0, getContext: () => context };
  drawOverlay(canvas as unknown as HTMLCanvasElement, frame(), { mirrored: true, textScale: 1 });
  expect([canvas.width, canvas.height]).toEqual([VIEW.width * DENSITY, VIEW.height * DENSITY]);
  return calls;
}

function frame(): FrameResult {
  const labels7 = Object.fromEntries(LABELS7.map((label) => [label, 1 / 7])) as Record<Label7, number>;
  const face = { score: 0.9, labels7, status: "ok" } as const;
  return {
    frameId: 1,
    ...FRAME,
    labelSet: "three",
    baselines: [],
    stageMs: { detect: 0, align: 0, embed: 0, classify: 0 },
    faces: [
      {
        ...face,
        trackId: 1,
        box: NEAR,
        expression: "happy",
        label: "happy",
        probabilities: { happy: 0.75, sad: 0.25, surprise: 0 },
      },
      {
        ...face,
        trackId: 2,
        box: FAR,
        expression: "sad",
        label: "sad",
        probabilities: { happy: 0, sad: 1, surprise: 0 },
      },
    ],
  };
}

const named = (calls: readonly Call[], name: string): Call[] => calls.filter(([each]) => each === name);

it("boxes stand on their faces: mirrored, below the border above the picture, and all before the first words", () => {
  const calls = draw();
  const rectangles = named(calls, "roundRect").map(([, ...numbers]) => numbers.slice(0, 4));
  // The far face first, so that the near one's words lie on top.
  expect(rectangles[0]).toEqual([640 - FAR.x - FAR.width, FAR.y + TOP, FAR.width, FAR.height]);
  expect(rectangles[1]).toEqual([640 - NEAR.x - NEAR.width, NEAR.y + TOP, NEAR.width, NEAR.height]);
  const lastStroke = calls.findLastIndex(([name]) => name === "stroke");
  expect(lastStroke).toBeLessThan(calls.findIndex(([name]) => name === "fillText"));
  const colours = named(calls, "stroke").map(([, colour]) => colour);
  expect(colours).toEqual(expect.arrayContaining([trackColour(1), trackColour(2)]));
  expect(trackColour(1)).not.toBe(trackColour(2));
});

it("what was there before is gone, and lines are as sharp as the screen", () => {
  const [transform, clear] = draw();
  expect(transform).toEqual(["setTransform", DENSITY * SCALE, 0, 0, DENSITY * SCALE, 0, 0]);
  expect(clear).toEqual(["clearRect", 0, 0, 640, 480]);
});

it("each bar is as long as its share, and the small face beside another has none", () => {
  const calls = draw();
  const bars = named(calls, "fillRect").filter(([, , , , height]) => height === 8);
  expect(bars).toHaveLength(6);
  const lengths = bars.map(([, , , width]) => Number(width));
  const track = lengths[0];
  expect(track).toBeGreaterThan(40);
  expect(lengths).toEqual([track, 0.75 * track, track, 0.25 * track, track, 0]);
  expect(bars.filter((_, index) => index % 2 === 1).map(([, , , , , colour]) => colour)).toEqual(
    Array(3).fill(trackColour(1)),
  );
});

it("no words cover another face or other words", () => {
  const calls = draw();
  const [far, near, farPanel, nearPanel] = named(calls, "roundRect").map(([, x, y, width, height]) => ({
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));
  const apart = (a: BoxPx, b: BoxPx): boolean =>
    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
  for (const [a, b] of [
    [farPanel, nearPanel],
    [farPanel, near],
    [nearPanel, far],
    [farPanel, far],
    [nearPanel, near],
  ]) {
    expect(apart(a, b)).toBe(true);
  }
  for (const { x, y, width, height } of [farPanel, nearPanel]) {
    expect(Math.min(x, y, 640 - x - width, 480 - y - height)).toBeGreaterThanOrEqual(0);
  }
});
