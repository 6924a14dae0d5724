/**
 * The gates on the portrait (NASA, public domain), through the very pipeline: as it is it passes, made worse it is told
 * why, and a little worse still passes. Turning cannot be painted, so the keypoints are turned in space instead.
 */
import fc from "fast-check";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addNoise } from "../../bench/add-noise";
import { toSharp } from "../../bench/sharp-picture";
import { openPipeline } from "../../cli/open-pipeline";
import { alignFace } from "../../lib/align/align-face";
import { createRandom } from "../../lib/heads/training/random";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { runCrop, runFrame } from "../../lib/pipeline/run-frame";
import { REGION_SIDE } from "../../lib/quality/face-region";
import { gateFace, GATES } from "../../lib/quality/gates";
import { measureFace, type FaceMeasures } from "../../lib/quality/measure-face";
import {
  GATE_STATUSES,
  type DetectedFace,
  type FaceKeypointsPx,
  type FaceStatus,
  type Picture,
  type PointPx,
} from "../../lib/types";
import { ASTRONAUT, readPicture } from "../helpers/pictures";
import { thrownBy } from "../helpers/thrown-error";

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.dispose());

const portrait = (): Sharp => sharp(ASTRONAUT).removeAlpha();
/** BlazeFace's box in the portrait is [180, 82, 94, 94], the eyes at a height of 110 and the mouth at 147. */
const cutLeft = (left: number): Sharp => portrait().extract({ left, top: 0, width: 512 - left, height: 512 });
const cutBelow = (height: number): Sharp => portrait().extract({ left: 0, top: 0, width: 512, height });
/** Shapes before the face. Its region (lib/quality/face-region.ts) reaches from 188 to 266 across and 84 to 170 down. */
const before = (shapes: string): Sharp =>
  portrait().composite([
    { input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">${shapes}</svg>`) },
  ]);
const board = (x: number, y: number, width: number, height: number): Sharp =>
  before(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="rgb(110, 112, 115)"/>`);
/** Fingertips on the chin, or on a cheek: less than a fifth of the face. */
const fingers = (x: number, y: number, degrees: number): Sharp => {
  const finger = (index: number) =>
    `<ellipse cx="${12 * index}" cy="${3 * (index % 2)}" rx="6" ry="28" fill="rgb(196, 150, 124)"/>`;
  return before(`<g transform="translate(${x} ${y}) rotate(${degrees})">${[-1, 0, 1].map(finger).join("")}</g>`);
};

async function statusOf(picture: Sharp, run: typeof runFrame = runFrame): Promise<FaceStatus[]> {
  const settings = { inputSide: 96, head: pipeline.manifest.defaultHead, equalize: true } as const;
  const { faces } = await run(pipeline, await readPicture(picture), settings);
  return faces.map(({ status }) => status);
}

describe("a picture of a face", () => {
  it.each<[string, () => Sharp]>([
    ["as it is", portrait],
    ["darkened to a fifth", () => portrait().linear(0.2, 0)],
    ["a quarter brighter", () => portrait().linear(1.25, 0)],
    ["slightly blurred", () => portrait().blur(1.5)],
    ["small, eyes 14 pixels apart", () => portrait().resize(160, 160)],
    ["close to the border", () => cutLeft(170)],
    ["with fingers at the chin", () => fingers(227, 185, 0)],
    ["with fingers on a cheek", () => fingers(272, 150, -60)],
  ])("%s is judged", async (_, picture) => {
    expect(await statusOf(picture())).toEqual(["ok"]);
  });

  it.each<[FaceStatus, string, () => Sharp]>([
    ["too-dark", "darkened to a twelfth", () => portrait().linear(0.08, 0)],
    ["too-bright", "twice as bright", () => portrait().linear(2, 0)],
    ["blurred", "out of focus", () => portrait().blur(5)],
    ["too-small", "far away, eyes 7 pixels apart", () => portrait().resize(80, 80)],
    ["cut-off", "an eye out of the picture", () => cutLeft(208)],
    ["cut-off", "the mouth out of the picture", () => cutBelow(140)],
    ["covered", "a board before the lower 60 %", () => board(165, 118, 124, 90)],
    ["covered", "a wider one", () => board(100, 118, 250, 90)],
    ["covered", "a board before the person's right side", () => board(160, 60, 67, 140)],
  ])("is %s: %s", async (status, _, picture) => {
    expect(await statusOf(picture())).toEqual([status]);
  });

  it("is covered by nearly every board before its upper half and more", async () => {
    // The gate lets one or two in ten such faces through (MODEL_CARD.md, Known limits), by chance of where the detector then looks.
    const bottoms = [125, 130, 135, 140, 145];
    const statuses = await Promise.all(bottoms.map((bottom) => statusOf(board(165, 60, 124, bottom - 60))));
    expect(statuses.flat().filter((status) => status === "covered").length).toBeGreaterThanOrEqual(4);
    expect(statuses.flat().length).toBe(bottoms.length);
  });

  it("is too dark where a camera's noise is as large as what contrast is left", async () => {
    const dim = await readPicture(portrait().linear(0.2, 0));
    expect(await statusOf(toSharp(addNoise(dim, 6, createRandom(1))))).toEqual(["too-dark"]);
  });

  it("is grainy where a camera has brightened that noise with the contrast", async () => {
    const dim = await readPicture(portrait().linear(0.2, 0));
    const brightened = toSharp(addNoise(dim, 6, createRandom(1))).linear(5, 0);
    expect(await statusOf(brightened)).toEqual(["grainy"]);
  });

  it("of few pixels or without a border is judged when it is said to be a crop", async () => {
    // Eyes 7 pixels apart, as in the picture that is too small above.
    const tiny = portrait().extract({ left: 160, top: 60, width: 140, height: 140 }).resize(28, 28);
    for (const crop of [tiny, cutLeft(200)]) {
      const [status] = await statusOf(crop, runCrop);
      expect(["ok", "other"]).toContain(status);
    }
  });
});

describe("a head that turns", () => {
  let picture: Picture;
  let face: DetectedFace;
  beforeAll(async () => {
    picture = await readPicture(portrait());
    [face] = await pipeline.detector.detect(picture);
  });

  it.each<[number, "turned" | null]>([
    [0, null],
    [25, null],
    [-25, null],
    [60, "turned"],
    [-60, "turned"],
  ])("by %i degrees: %s", (degrees, status) => {
    const crop = alignFace(picture, face.keypoints, 96);
    const keypoints = turned(face.keypoints, (degrees / 180) * Math.PI);
    expect(gateFace(measureFace(picture, { keypoints }, crop), "scene")).toBe(status);
  });
});

/** Turns a head about its upright axis. Depths in half distances of the ears: a nose stands out from the cheeks. */
function turned(keypoints: FaceKeypointsPx, angleRad: number): FaceKeypointsPx {
  const { rightEarTragion: right, leftEarTragion: left } = keypoints;
  const half = (left.x - right.x) / 2;
  const place = ({ x, y }: PointPx, depth: number): PointPx => ({
    x: right.x + half + (x - right.x - half) * Math.cos(angleRad) + depth * half * Math.sin(angleRad),
    y,
  });
  return {
    rightEye: place(keypoints.rightEye, 0.9),
    leftEye: place(keypoints.leftEye, 0.9),
    noseTip: place(keypoints.noseTip, 1.3),
    mouthCenter: place(keypoints.mouthCenter, 1.1),
    rightEarTragion: place(right, 0),
    leftEarTragion: place(left, 0),
  };
}

const GOOD: FaceMeasures = {
  spanPx: 40,
  outsideShare: 0,
  turn: 0,
  sharpness: 0.8,
  noise: 0.05,
  meanLuma: 120,
  darkShare: 0,
  brightShare: 0,
};
/** Those that are told by measures of the picture; "covered": tests/pipeline/gate-covered.test.ts. */
const MEASURED_STATUSES = GATES.map(({ status }) => status);
const BAD: Readonly<Record<(typeof MEASURED_STATUSES)[number], Partial<FaceMeasures>>> = {
  "cut-off": { outsideShare: 0.9 },
  "too-small": { spanPx: 3 },
  "too-dark": { meanLuma: 2, darkShare: 1 },
  "too-bright": { brightShare: 0.95 },
  grainy: { noise: 0.4 },
  turned: { turn: -2.5 },
  blurred: { sharpness: 0.01 },
};

describe("the registry", () => {
  it("has one gate for each status but the last, in their order", () => {
    expect([...MEASURED_STATUSES, "covered"]).toEqual(GATE_STATUSES);
  });

  it.each(MEASURED_STATUSES)("%s is told by its own measure, alone", (status) => {
    expect(gateFace(GOOD, "scene")).toBeNull();
    expect(gateFace({ ...GOOD, ...BAD[status] }, "scene")).toBe(status);
    const asksCrops = status !== "cut-off" && status !== "too-small";
    expect(gateFace({ ...GOOD, ...BAD[status] }, "crop")).toBe(asksCrops ? status : null);
  });

  it("noise makes a dim face too dark, and any other grainy", () => {
    expect(gateFace({ ...GOOD, meanLuma: 40 }, "scene")).toBeNull();
    expect(gateFace({ ...GOOD, meanLuma: 40, noise: 0.3 }, "scene")).toBe("too-dark");
    expect(gateFace({ ...GOOD, noise: 0.3 }, "scene")).toBe("grainy");
  });

  it("tells the first of several reasons", () => {
    MEASURED_STATUSES.forEach((status, index) => {
      const measures: FaceMeasures = Object.assign(
        { ...GOOD },
        ...MEASURED_STATUSES.slice(index).map((later) => BAD[later]),
      );
      expect(gateFace(measures, "scene")).toBe(status);
    });
  });
});

describe("for any crop", () => {
  const size = REGION_SIDE ** 2;
  const crop = fc.uint8Array({ minLength: size, maxLength: size });
  const factor = fc.double({ min: 0, max: 1, noNaN: true });
  const keypoints: FaceKeypointsPx = {
    rightEye: { x: 40, y: 40 },
    leftEye: { x: 60, y: 40 },
    noseTip: { x: 50, y: 51 },
    mouthCenter: { x: 50, y: 61 },
    rightEarTragion: { x: 29, y: 42 },
    leftEarTragion: { x: 71, y: 42 },
  };
  const gateOf = (data: Uint8Array) =>
    gateFace(measureFace({ width: 100, height: 100 }, { keypoints }, { side: REGION_SIDE, data }), "scene");

  it("what is too dark stays so when it gets darker", () => {
    let cases = 0;
    fc.assert(
      fc.property(crop, factor, factor, (noise, level, darker) => {
        const dark = noise.map((value) => value * 0.3 * level);
        if (gateOf(dark) !== "too-dark") return;
        cases++;
        expect(gateOf(dark.map((value) => value * darker))).toBe("too-dark");
      }),
    );
    expect(cases).toBeGreaterThan(10);
  });

  it("what is too bright stays so when it gets brighter", () => {
    let cases = 0;
    fc.assert(
      fc.property(crop, factor, factor, (noise, level, brighter) => {
        const bright = noise.map((value) => 255 - (255 - value) * level * 0.2);
        if (gateOf(bright) !== "too-bright") return;
        cases++;
        expect(gateOf(bright.map((value) => 255 - (255 - value) * brighter))).toBe("too-bright");
      }),
    );
    expect(cases).toBeGreaterThan(10);
  });

  it("a crop smaller than what is measured on is refused", () => {
    const small = { side: 32, data: new Uint8Array(32 * 32) };
    const { message } = thrownBy(() => measureFace({ width: 100, height: 100 }, { keypoints }, small));
    expect(message).toBe("side: got 48, expected 1 to 32");
  });
});
