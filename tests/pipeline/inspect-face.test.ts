/**
 * Why this label, on the bundled portrait (NASA, public domain) with the shipped models: every figure is of the reading
 * it stands beside, the map of a linear head adds up to its score, and it lies on the face. On tfjs' wasm backend.
 */
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPipeline } from "../../cli/open-pipeline";
import { describeEqualization } from "../../lib/equalize/describe-equalization";
import { bestLabel } from "../../lib/labels/best-label";
import { labelToExplain, largestFace } from "../../lib/pipeline/inspect-face";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { runFrame, type FrameReadings, type FrameSettings } from "../../lib/pipeline/run-frame";
import {
  EXPRESSIONS,
  LABELS7,
  type ActivationMap,
  type GreyCrop,
  type Inspection,
  type LabelSet,
  type Picture,
} from "../../lib/types";
import { ASTRONAUT, readPicture } from "../helpers/pictures";

let pipeline: Pipeline;
let portrait: Picture;
beforeAll(async () => {
  pipeline = await openPipeline();
  portrait = await readPicture(ASTRONAUT);
});
afterAll(() => pipeline.dispose());

const settingsWith = (changes: Partial<FrameSettings> = {}): FrameSettings => ({
  inputSide: 96,
  head: pipeline.manifest.defaultHead,
  equalize: true,
  inspect: "three",
  ...changes,
});

async function inspect(
  changes: Partial<FrameSettings> = {},
  picture = portrait,
): Promise<FrameReadings & { inspection: Inspection }> {
  const readings = await runFrame(pipeline, picture, settingsWith(changes));
  const { inspection } = readings;
  if (!inspection) throw new Error("got no inspection, expected one of the portrait");
  return { ...readings, inspection };
}

describe("an inspection", () => {
  it.each([true, false])("shows the crops and what equalization did (equalize %s)", async (equalize) => {
    const { inspection } = await inspect({ equalize });
    const { crop, equalizedCrop, equalization, isEqualized } = inspection;
    expect(isEqualized).toBe(equalize);
    expect([crop.side, equalizedCrop.side]).toEqual([96, 96]);
    expect(equalization).toEqual(describeEqualization(crop.data));
    expect([...crop.data].map((level) => equalization.mapping[level])).toEqual([...equalizedCrop.data]);
    for (const counts of [equalization.before, equalization.after]) {
      expect(counts.reduce((a, b) => a + b, 0)).toBe(96 * 96);
    }
  });

  it.each([true, false])("says of every head what the reading says (equalize %s)", async (equalize) => {
    for (const { id } of pipeline.manifest.heads) {
      const { faces, inspection } = await inspect({ equalize, head: id });
      expect(inspection.heads.map((head) => [head.id, head.name])).toEqual(
        pipeline.manifest.heads.map((head) => [head.id, head.name]),
      );
      const inUse = inspection.heads.find((head) => head.id === id)![equalize ? "equalized" : "raw"];
      expect(inUse.label).toBe(faces[0].expression);
      for (const label of EXPRESSIONS) expect(inUse.probabilities[label]).toBeCloseTo(faces[0].probabilities[label], 4);
      for (const label of LABELS7) expect(inspection.labels7[label]).toBeCloseTo(faces[0].labels7[label], 4);
      for (const head of inspection.heads) {
        expect(head.ms).toBeGreaterThanOrEqual(0);
        for (const { label, probabilities } of [head.equalized, head.raw]) {
          expect(label).toBe(bestLabel(EXPRESSIONS, probabilities));
          expect(EXPRESSIONS.reduce((sum, name) => sum + probabilities[name], 0)).toBeCloseTo(1, 6);
        }
      }
    }
  });

  it("is of the largest face", () => {
    const face = (width: number, height: number) => ({ box: { x: 0, y: 0, width, height } });
    expect(largestFace([face(40, 40), face(60, 50), face(20, 90), face(50, 60)])).toBe(1);
    expect(largestFace([])).toBe(-1);
  });

  it("is made only where it is asked for and there is a face", async () => {
    const asked = await runFrame(pipeline, await wall(), settingsWith());
    expect(asked.faces).toEqual([]);
    expect(asked.inspection).toBeUndefined();
    const notAsked = await runFrame(pipeline, portrait, settingsWith({ inspect: undefined }));
    expect(notAsked.faces).toHaveLength(1);
    expect(notAsked.inspection).toBeUndefined();
  });

  it("leaves no tensor behind, whether it comes about or fails", async () => {
    await inspect();
    const before = tf.memory().numTensors;
    for (let time = 0; time < 5; time++) {
      await inspect();
      const tooSmall: GreyCrop = { side: 96, data: new Uint8Array(1) };
      await expect(pipeline.backbone.maps(tooSmall)).rejects.toThrow("got 1 values");
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});

describe("the activation map", () => {
  /** Settings under which each head in turn is the one that is explained: label set and chosen head. */
  const cases = (): (readonly [LabelSet, string])[] => [
    ...[...pipeline.heads.keys()].map((id) => ["three", id] as const),
    ["seven", pipeline.manifest.defaultHead],
  ];
  /** The head that is explained. */
  const explained = (set: LabelSet, id: string) => (set === "three" ? pipeline.heads.get(id)! : pipeline.labels7Head);

  it("explains the best label of the set by the head that names it", async () => {
    for (const set of ["three", "three-neutral", "seven"] as const) {
      const { faces, inspection } = await inspect({ inspect: set });
      const { label, headName } = inspection.activation;
      expect(label).toBe(set === "seven" ? bestLabel(LABELS7, faces[0].labels7) : faces[0].expression);
      const head = set === "seven" ? pipeline.labels7Head : pipeline.heads.get(pipeline.manifest.defaultHead)!;
      expect(headName).toBe(head.name);
    }
  });

  it("explains no label that the set cannot say, but for what comes nearest to other", () => {
    const { decision } = pipeline.manifest;
    const probabilities = { happy: 0.1, sad: 0.2, surprise: 0.7 };
    const seven = { angry: 0, disgust: 0, fear: 0, happy: 0, sad: 0, surprise: 0, neutral: 0 };
    const afraidMost = { probabilities, labels7: { ...seven, fear: 0.4, surprise: 0.35, happy: 0.25 } };
    expect(labelToExplain("three", afraidMost, decision)).toBe("surprise");
    expect(labelToExplain("three-neutral", afraidMost, decision)).toBe("surprise");
    expect(labelToExplain("seven", afraidMost, decision)).toBe("fear");
    const resting = { probabilities, labels7: { ...seven, neutral: 0.8, sad: 0.2 } };
    expect(labelToExplain("three", resting, decision)).toBe("neutral");
    expect(labelToExplain("three-neutral", resting, decision)).toBe("neutral");
    const angry = { probabilities, labels7: { ...seven, angry: 0.9, sad: 0.1 } };
    expect(labelToExplain("three-neutral", angry, decision)).toBe("angry");
    const torn = {
      probabilities,
      labels7: { angry: 0.1, disgust: 0.1, fear: 0.1, happy: 0.1, sad: 0.2, surprise: 0.2, neutral: 0.2 },
    };
    expect(labelToExplain("seven", torn, decision)).toBe("sad");
  });

  it("of a linear head adds up to its score, up to the score of an embedding of zeros", async () => {
    let exact = 0;
    for (const [set, id] of cases()) {
      const head = explained(set, id);
      const { inspection } = await inspect({ inspect: set, head: id });
      const { label, isExact, values } = inspection.activation;
      const embedding = await pipeline.backbone.embed([inspection.equalizedCrop]);
      const zeros = new Float32Array(embedding.length);
      const { score, gradient } = head.explain(embedding, label);
      const sum = values.reduce((a, b) => a + b, 0);
      const size = values.reduce((a, b) => a + Math.abs(b), 0);
      // Whatever the head, the map's sum is gradient . embedding: float32 rounding of 2,048 features.
      expect(Math.abs(sum - dot(gradient, embedding)) / size, head.id).toBeLessThan(1e-4);
      if (!isExact) continue;
      exact++;
      expect(Math.abs(sum + head.explain(zeros, label).score - score) / size, head.id).toBeLessThan(1e-4);
    }
    // The linear SVM and the seven-label head.
    expect(exact).toBeGreaterThanOrEqual(2);
  });

  it("has a place for each 32 pixels, rounded up", async () => {
    const sides = [];
    for (const inputSide of [96, 128, 224] as const)
      sides.push((await inspect({ inputSide })).inspection.activation.side);
    expect(sides).toEqual([3, 4, 7]);
  });

  it("lies on the face: what speaks for the label read is found in the middle, not in the corners", async () => {
    const shares: Shares[] = [];
    for (const [set, id] of cases()) {
      const { activation } = (await inspect({ inputSide: 224, head: id, inspect: set })).inspection;
      expect(activation.label, activation.headName).toBe("happy");
      shares.push(sharesOf(activation));
    }
    const meanOf = (part: keyof Shares): number => shares.reduce((sum, share) => sum + share[part], 0) / shares.length;
    expect(meanOf("middle")).toBeGreaterThan(LEAST_IN_MIDDLE);
    expect(meanOf("corners")).toBeLessThan(MOST_IN_CORNERS[224]);
  });

  // Of the set of three the linear SVM is explained, of seven labels the linear layer that reads them.
  describe.each(["three", "seven"] as const)("of a linear head (label set %s)", (set) => {
    const exact = { head: "linear-svm", inspect: set } as const;

    it.each([96, 224] as const)("by itself stays out of the corners at %i px", async (inputSide) => {
      const { activation } = (await inspect({ ...exact, inputSide })).inspection;
      expect(activation).toMatchObject({ isExact: true, label: "happy" });
      const { middle, corners } = sharesOf(activation);
      expect(corners).toBeLessThan(MOST_IN_CORNERS[inputSide]);
      if (inputSide === 224) expect(middle).toBeGreaterThan(LEAST_IN_MIDDLE);
    });

    it("loses weight where a grey board covers the mouth", async () => {
      const before = (await inspect({ ...exact, inputSide: 224 })).inspection;
      const after = (await inspect({ ...exact, inputSide: 224 }, await coverMouth())).inspection;
      expect(after.activation.label).toBe(before.activation.label);
      const places = coveredPlaces(after.crop, after.activation.side);
      expect(places.length).toBeGreaterThan(0);
      const weightIn = ({ activation }: Inspection): number =>
        places.reduce((sum, at) => sum + activation.values[at], 0);
      expect(weightIn(after) / weightIn(before)).toBeLessThan(MOST_LEFT_OF_MOUTH);
    });
  });
});

/** Of what speaks for the label. */
interface Shares {
  /** In all places but the outermost. */
  readonly middle: number;
  /** In the four corners, each a third of the map wide and high, rounded down. */
  readonly corners: number;
}

function sharesOf({ side, values }: ActivationMap): Shares {
  const depth = Math.floor(side / 3);
  const isBetween = (margin: number, index: number): boolean => index >= margin && index < side - margin;
  const massWhere = (isIn: (row: number, column: number) => boolean): number =>
    values.reduce((sum, value, at) => sum + (isIn(Math.floor(at / side), at % side) ? Math.max(0, value) : 0), 0);
  const all = massWhere(() => true);
  return {
    middle: massWhere((row, column) => isBetween(1, row) && isBetween(1, column)) / all,
    corners: massWhere((row, column) => !isBetween(depth, row) && !isBetween(depth, column)) / all,
  };
}

/**
 * At 224 px. Measured on 2026-11-30: 0.79 to 0.82 for each head; spread evenly it would be 0.51. At 96 px the middle is one
 * place of nine, each of which sees the whole crop, and has no more than its part: 0.10 (SVM), 0.07 (seven labels).
 */
const LEAST_IN_MIDDLE = 0.65;
/** Measured on 2026-11-30: 0.06 to 0.07 at 224 px, 0.41 (SVM) and 0.26 (seven labels) at 96 px, where even would be 4/9. */
const MOST_IN_CORNERS = { 96: 4 / 9, 224: 0.2 } as const;
/**
 * Measured on 2026-11-30 at 224 px: 0.56 (SVM), 0.64 (seven labels); 0.2 to 1.04 with other greys and sizes of the board. At
 * 96 and 128 px it does not hold: the face still reads happy, and the covered places speak for it more than before.
 */
const MOST_LEFT_OF_MOUTH = 0.85;

/** Luma of the board before the mouth. */
const BOARD = 128;

/** The portrait with a board before the mouth, 1.5 times as wide as the eyes are apart. */
async function coverMouth(): Promise<Picture> {
  const [{ keypoints }] = await pipeline.finder.find(portrait, Infinity);
  const { x, y } = keypoints.mouthCenter;
  const [width, height] = [66, 34];
  const input = { create: { width, height, channels: 3 as const, background: { r: BOARD, g: BOARD, b: BOARD } } };
  const [left, top] = [Math.round(x - width / 2), Math.round(y - height / 2)];
  return readPicture(sharp(ASTRONAUT).composite([{ input, left, top }]));
}

/** Places of the map at least half of whose pixels show the board. */
function coveredPlaces({ side, data }: GreyCrop, places: number): number[] {
  const pixels = side / places;
  const counts = new Uint16Array(places * places);
  data.forEach((level, at) => {
    const [row, column] = [Math.floor(at / side / pixels), Math.floor((at % side) / pixels)];
    if (level === BOARD) counts[row * places + column]++;
  });
  return [...counts.keys()].filter((place) => counts[place] >= pixels ** 2 / 2);
}

const dot = (a: Float64Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

const wall = (): Promise<Picture> =>
  readPicture(sharp({ create: { width: 320, height: 240, channels: 3, background: { r: 110, g: 112, b: 115 } } }));
