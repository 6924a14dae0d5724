/**
 * BlazeFace's raw output -> detections as @tensorflow-models/face-detection has them. The package decodes all 896 boxes by
 * some hundred small tfjs kernels and waits for two results; here the output is read once and only boxes that are sure
 * enough are decoded: the same numbers in a part of the time (EXPERIMENTS.md, 2026-11-29). Pure.
 */
import { createSsdAnchors } from "@tensorflow-models/face-detection/dist/shared/calculators/create_ssd_anchors";
import type { Detection } from "@tensorflow-models/face-detection/dist/shared/calculators/interfaces/shape_interfaces";
import {
  SHORT_RANGE_DETECTOR_ANCHOR_CONFIG as ANCHOR_CONFIG,
  SHORT_RANGE_TENSORS_TO_DETECTION_CONFIG,
} from "@tensorflow-models/face-detection/dist/tfjs/constants";
import { assertComputed } from "../errors";

const { numBoxes, minScoreThresh: MINIMUM_SCORE = 0.5 } = SHORT_RANGE_TENSORS_TO_DETECTION_CONFIG;

/** Of a box: its logit, x and y of its middle, width and height, x and y of the six keypoints; pixels beside its anchor. */
const NUMBERS = 17;
const [MIDDLE, SIZE, KEYPOINTS] = [1, 3, 5];

/** Middles of the boxes that the network corrects, in parts of its input. */
const ANCHORS = createSsdAnchors(ANCHOR_CONFIG);

/** Each step is rounded to float32, as tensors are. */
const { fround } = Math;

/**
 * `output`: [896 * 17]. Out: what has a score of at least 0.5, in no order, in parts of the network's input. Throws
 * PipelineError "backend-failed" where nothing was computed.
 */
export function decodeFaces(output: Float32Array): Detection[] {
  const detections: Detection[] = [];
  let sum = 0;
  for (let box = 0; box < numBoxes; box++) {
    const logit = output[box * NUMBERS];
    sum += Math.abs(logit);
    const score = fround(1 / (1 + Math.exp(-logit)));
    if (score < MINIMUM_SCORE) continue;
    const detection = decodeBox(output.subarray(box * NUMBERS, (box + 1) * NUMBERS), box, score);
    if (detection) detections.push(detection);
  }
  assertComputed(sum, "scores", "detect");
  return detections;
}

/** Null for a size below 0, which the network may give. */
function decodeBox(numbers: Float32Array, box: number, score: number): Detection | null {
  const { xCenter, yCenter } = ANCHORS[box];
  const part = (at: number): number => fround(numbers[at] / ANCHOR_CONFIG.inputSizeWidth);
  const point = (at: number): { readonly x: number; readonly y: number } => ({
    x: fround(part(at) + fround(xCenter)),
    y: fround(part(at + 1) + fround(yCenter)),
  });
  const { x, y } = point(MIDDLE);
  const halfWidth = part(SIZE) / 2;
  const halfHeight = part(SIZE + 1) / 2;
  if (halfWidth < 0 || halfHeight < 0) return null;
  const [xMin, xMax] = [fround(x - halfWidth), fround(x + halfWidth)];
  const [yMin, yMax] = [fround(y - halfHeight), fround(y + halfHeight)];
  const relativeBoundingBox = { xMin, yMin, xMax, yMax, width: xMax - xMin, height: yMax - yMin };
  const relativeKeypoints = Array.from({ length: 6 }, (_, index) => point(KEYPOINTS + 2 * index));
  return { score: [score], ind: box, locationData: { relativeBoundingBox, relativeKeypoints } };
}
