/**
 * Face -> upright grey crop: a similarity transform brings eyes, nose and mouth as near as it can to fixed places in a
 * square, so that turned and tilted heads reach the backbone the way it was trained. Second stage.
 * In: RGBA picture and keypoints in its pixels. Out: luma 0 to 255 (Rec. 601), side x side, rows from the top.
 * Beyond the picture's border its last pixels are repeated. Plain TypeScript: the same bytes in worker, Node, training.
 */
import { createBilinear } from "../bilinear";
import type { DetectedFace, FaceKeypointsPx, GreyCrop, Picture, PointPx } from "../types";
import { lumaAt } from "./luma";
import { similarityTransform, type Similarity } from "./similarity-transform";

/**
 * Where the keypoints come to lie, as parts of the side. Measured 2026-11-24 on 300 of FER2013's training crops, medians
 * of BlazeFace's keypoints: eyes (0.318, 0.388) and (0.684, 0.394), nose (0.498, 0.593), mouth (0.494, 0.766). Made
 * symmetric and moved up a little, so that the chin below an open mouth stays inside.
 */
export const CANONICAL_KEYPOINTS = {
  rightEye: { x: 0.32, y: 0.38 },
  leftEye: { x: 0.68, y: 0.38 },
  noseTip: { x: 0.5, y: 0.57 },
  mouthCenter: { x: 0.5, y: 0.75 },
} as const;

/** Samples along one axis of a crop pixel at most: a face 8 times larger than the crop is still averaged fully. */
const MAX_SAMPLES = 8;

export function alignFace(picture: Picture, keypoints: FaceKeypointsPx, side: number): GreyCrop {
  const names = Object.keys(CANONICAL_KEYPOINTS) as (keyof typeof CANONICAL_KEYPOINTS)[];
  const canonical = names.map((name) => scaled(CANONICAL_KEYPOINTS[name], side));
  const cropToPicture = similarityTransform(
    canonical,
    names.map((name) => keypoints[name]),
  );
  return resample(picture, cropToPicture, side);
}

/** A picture that is a face crop already: its face where one was found in it, else its central square. */
export function alignCrop(picture: Picture, face: DetectedFace | null, side: number): GreyCrop {
  return face ? alignFace(picture, face.keypoints, side) : cropWhole(picture, side);
}

/** The central square, resized. */
export function cropWhole(picture: Picture, side: number): GreyCrop {
  const scale = Math.min(picture.width, picture.height) / side;
  const tx = (picture.width - scale * side) / 2;
  const ty = (picture.height - scale * side) / 2;
  return resample(picture, { a: scale, b: 0, tx, ty }, side);
}

function scaled(point: PointPx, side: number): PointPx {
  return { x: point.x * side, y: point.y * side };
}

/** Averages n x n bilinear samples for each crop pixel, n being the picture's pixels a crop pixel spans. */
function resample(picture: Picture, cropToPicture: Similarity, side: number): GreyCrop {
  const { a, b, tx, ty } = cropToPicture;
  const samples = Math.min(MAX_SAMPLES, Math.max(1, Math.ceil(Math.hypot(a, b) - 1e-6)));
  const luma = lumaSampler(picture, cropToPicture, side);
  const data = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let j = 0; j < samples; j++) {
        const y = row + (j + 0.5) / samples;
        for (let i = 0; i < samples; i++) {
          const x = column + (i + 0.5) / samples;
          sum += luma(a * x - b * y + tx - 0.5, b * x + a * y + ty - 0.5);
        }
      }
      data[row * side + column] = Math.round(sum / (samples * samples));
    }
  }
  return { side, data };
}

/** Of the picture's pixels below the crop, whose luma is computed once each: samples lie close, and each asks four. */
function lumaSampler(
  { width, height, data }: Picture,
  { a, b, tx, ty }: Similarity,
  side: number,
): (x: number, y: number) => number {
  const [left, right] = pixelsBelow([0, a * side, -b * side, (a - b) * side], tx, width);
  const [top, bottom] = pixelsBelow([0, b * side, a * side, (b + a) * side], ty, height);
  const across = right - left + 1;
  const down = bottom - top + 1;
  const luma = new Float64Array(across * down);
  for (let row = 0, to = 0; row < down; row++) {
    let from = ((top + row) * width + left) * 4;
    for (let column = 0; column < across; column++, from += 4) {
      luma[to++] = lumaAt(data, from);
    }
  }
  const valueAt = createBilinear(across, down, luma);
  return (x, y) => valueAt(x - left, y - top);
}

/** First and last pixel along an axis of this length that samples between the crop's corners touch; at least one. */
function pixelsBelow(corners: readonly number[], shift: number, length: number): [first: number, last: number] {
  const inside = (pixel: number): number => Math.min(length - 1, Math.max(0, pixel));
  const first = Math.floor(Math.min(...corners) + shift - 0.5);
  const last = Math.ceil(Math.max(...corners) + shift - 0.5);
  return [inside(first), inside(last)];
}
