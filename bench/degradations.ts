/**
 * Ways in which the picture of a face is bad, in steps, for bench/quality-gates.ts; bench/robustness adds its own. Each
 * takes a picture and the face that was found in it, so that a step means the same on every picture: lengths count in
 * 48ths of the aligned face's square (FER2013's pixels), or in parts of the features' box.
 */
import type { Kernel, Sharp } from "sharp";
import { CANONICAL_KEYPOINTS } from "../lib/align/align-face";
import { REGION_SIDE } from "../lib/quality/face-region";
import type { FaceMeasures } from "../lib/quality/measure-face";
import { featureBox, measureSpan, type FeaturePoints } from "../lib/quality/measure-place";
import type { Picture } from "../lib/types";
import { randomFor } from "../training/experiments/random-order";
import { addNoise } from "./add-noise";
import { toSharp } from "./sharp-picture";

/** Where a face is, in pixels of its picture. */
export interface FacePlace {
  readonly keypoints: FeaturePoints;
}

export interface Degradation {
  readonly name: string;
  /** What a step counts. */
  readonly unit: string;
  readonly steps: readonly number[];
  /** What it changes of what the gates measure; none for covered faces, which only the embedding tells. */
  readonly measures: readonly (keyof FaceMeasures)[];
  readonly apply: (picture: Picture, face: FacePlace, step: number) => Sharp;
}

/** Pixels of the picture that one pixel of the 48 pixel grid spans. */
export function gridPixelPx({ keypoints }: FacePlace): number {
  const eyesShare = CANONICAL_KEYPOINTS.leftEye.x - CANONICAL_KEYPOINTS.rightEye.x;
  return measureSpan(keypoints) / eyesShare / REGION_SIDE;
}

/** Of a well exposed picture, hence without the noise that a real camera has in the dark (`darkenWithNoise`). */
export const brighten = (picture: Picture, _: FacePlace, factor: number): Sharp => toSharp(picture).linear(factor, 0);

/**
 * Standard deviation, of 255 levels. Guessed: a strong noise even for a webcam in the dark, since each pixel has its own
 * and these faces are 48 pixels wide; a larger face's pixels are averaged on the way to the crop.
 */
const NOISE_IN_THE_DARK = 4;

/** In any light. The same noise for each step. */
const makeGrainy = (picture: Picture, _: FacePlace, deviation: number): Sharp =>
  toSharp(addNoise(picture, deviation, randomFor(0, "noise")));

/** As a camera in the dark: less light, and noise that does not get less with it. The same noise for each step. */
function darkenWithNoise({ width, height, data }: Picture, _: FacePlace, factor: number): Sharp {
  const dark = data.map((level, at) => (at % 4 === 3 ? level : Math.round(factor * level)));
  return toSharp(addNoise({ width, height, data: dark }, NOISE_IN_THE_DARK, randomFor(0, "noise in the dark")));
}

/**
 * `sigma` in 48ths of the face. libvips' least is 0.3 pixels. Its default cuts the Gaussian off where it is below a fifth
 * of its peak, so that a sigma of 0.5 pixels would change nothing.
 */
export const defocus = (picture: Picture, face: FacePlace, sigma: number): Sharp =>
  toSharp(picture).blur({ sigma: Math.max(0.3, sigma * gridPixelPx(face)), minAmplitude: 0.01, precision: "float" });

/** Blurred along a straight way, in the direction of a vector of length 1. */
function moveBy(x: number, y: number): Degradation["apply"] {
  return (picture, face, way) => toSharp(picture).convolve(motionKernel(x, y, way * gridPixelPx(face)));
}

const POINTS_A_PIXEL = 8;

/** Mean along a way of `wayPx` through the middle: each of its points is shared out to the four pixels around it. */
export function motionKernel(x: number, y: number, wayPx: number): Kernel {
  const reach = Math.max(1, Math.ceil(wayPx / 2));
  const side = 2 * reach + 1;
  const count = Math.max(1, Math.round(wayPx * POINTS_A_PIXEL));
  const places = Array.from({ length: count }, (_, point) => wayPx * ((point + 0.5) / count - 0.5));
  const kernel = Array.from({ length: side ** 2 }, (_, at) => {
    const [column, row] = [(at % side) - reach, Math.floor(at / side) - reach];
    const shares = places.map((place) => bilinearShare(column - place * x) * bilinearShare(row - place * y));
    return shares.reduce((sum, share) => sum + share, 0) / count;
  });
  return { width: side, height: side, kernel, scale: 1 };
}

const bilinearShare = (awayPx: number): number => Math.max(0, 1 - Math.abs(awayPx));

type Side = "left" | "above" | "below";

function cutOff(side: Side): Degradation["apply"] {
  return (picture, { keypoints }, part) => {
    const box = featureBox(keypoints);
    const left = side === "left" ? Math.max(0, Math.round(box.x + part * box.width)) : 0;
    const top = side === "above" ? Math.max(0, Math.round(box.y + part * box.height)) : 0;
    const end = Math.min(picture.height, Math.round(box.y + (1 - part) * box.height));
    const bottom = side === "below" ? end : picture.height;
    return toSharp(picture).extract({ left, top, width: picture.width - left, height: bottom - top });
  };
}

/** A grey board before the face and its surroundings, from one side as far as `part` of the features' box. */
function coverWithBoard(side: Side): Degradation["apply"] {
  return (picture, { keypoints }, part) => {
    const box = featureBox(keypoints);
    const around = { left: box.x - box.width / 2, top: box.y - box.height / 2 };
    const right = side === "left" ? box.x + part * box.width : box.x + 1.5 * box.width;
    const bottom = side === "above" ? box.y + part * box.height : box.y + 1.5 * box.height;
    const top = side === "below" ? box.y + (1 - part) * box.height : around.top;
    const place = `x="${around.left}" y="${top}" width="${right - around.left}" height="${bottom - top}"`;
    const size = `width="${picture.width}" height="${picture.height}"`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect ${place} fill="${BOARD}"/></svg>`;
    return toSharp(picture).composite([{ input: Buffer.from(svg) }]);
  };
}

const BOARD = "rgb(110, 112, 115)";
const PART_UNIT = "part of the features' box";

type Kind = Omit<Degradation, "name" | "apply">;
const DARKENED: Kind = {
  unit: "factor",
  steps: [0.5, 0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.04],
  measures: ["meanLuma", "darkShare", "noise"],
};
const MOVED: Kind = { unit: "way in 48ths of the face", steps: [3, 5, 7, 9, 13], measures: ["sharpness"] };
const CUT_OFF: Kind = { unit: PART_UNIT, steps: [0, 0.1, 0.2, 0.3, 0.4, 0.5], measures: ["outsideShare"] };
const COVERED: Kind = { unit: PART_UNIT, steps: [0, 0.2, 0.3, 0.45, 0.6, 0.75], measures: [] };

export const DEGRADATIONS: readonly Degradation[] = [
  {
    name: "shrunk",
    unit: "pixels between the eyes, or from eyes to mouth",
    steps: [16, 14, 12, 10, 8, 7, 6, 5, 4],
    measures: ["spanPx"],
    apply: (picture, { keypoints }, spanPx) => {
      const factor = Math.min(1, spanPx / measureSpan(keypoints));
      const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(factor * side)));
      return toSharp(picture).resize(width, height, { fit: "fill" });
    },
  },
  {
    name: "out of focus",
    unit: "sigma in 48ths of the face",
    steps: [0.5, 0.75, 1, 1.25, 1.5, 2, 3],
    measures: ["sharpness"],
    apply: defocus,
  },
  { ...MOVED, name: "moved sideways", apply: moveBy(1, 0) },
  { ...MOVED, name: "moved up", apply: moveBy(0, 1) },
  { ...MOVED, name: "moved aslant", apply: moveBy(Math.SQRT1_2, Math.SQRT1_2) },
  { ...DARKENED, name: "darkened", apply: brighten },
  { ...DARKENED, name: "darkened, with noise", apply: darkenWithNoise },
  {
    name: "noise",
    unit: "standard deviation, of 255 levels",
    steps: [4, 8, 12, 16, 24, 32, 48],
    measures: ["noise"],
    apply: makeGrainy,
  },
  {
    name: "overexposed",
    unit: "factor",
    steps: [1.25, 1.5, 1.75, 2, 2.5, 3, 4],
    measures: ["brightShare"],
    apply: brighten,
  },
  { ...CUT_OFF, name: "cut off from the left", apply: cutOff("left") },
  { ...CUT_OFF, name: "cut off from above", apply: cutOff("above") },
  { ...CUT_OFF, name: "cut off from below", apply: cutOff("below") },
  { ...COVERED, name: "covered from the left", apply: coverWithBoard("left") },
  { ...COVERED, name: "covered from above", apply: coverWithBoard("above") },
  { ...COVERED, name: "covered from below", apply: coverWithBoard("below") },
];
