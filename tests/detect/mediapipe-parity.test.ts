/**
 * Our detector against MediaPipe's own runtime on real pictures. Unit of the tolerances: one pixel of the network's
 * 128-pixel input (5 pixels of a 640-pixel frame, 2.5 of a 320-pixel one). Measured with SwiftShader:
 * - same 128-pixel input for both: worst 0.8, so a wrong anchor, box decoding or keypoint order would show;
 * - whole frames: worst 2.5, mean 1.2. Here MediaPipe samples points of the frame while ours averages areas.
 */
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test, type TestContext } from "vitest";
import type { FaceDetector } from "../../lib/detect/create-face-detector";
import { DETECTOR_SIDE_PX } from "../../lib/detect/detector-side";
import { shrinkPicture } from "../../lib/detect/shrink-picture";
import type { BoxPx, DetectedFace, Picture, PointPx } from "../../lib/types";
import { readClipFrames } from "../helpers/clip-frames";
import { startMediaPipe, type MediaPipeRuntime, type ReferenceFace } from "../helpers/mediapipe-runtime";
import { createNodeDetector } from "../helpers/node-detector";
import { ASTRONAUT, placeInFrame, readPicture } from "../helpers/pictures";
import { requireShared } from "../helpers/shared-folder";

const SAME_INPUT_TOLERANCE = 1.2;
const WHOLE_FRAME_TOLERANCE = 3;
const WHOLE_FRAME_MEAN_TOLERANCE = 1.6;

/** Width, height of the frame; side, left, top of the portrait in it. */
const PLACEMENTS = [
  [512, 512, 512, 0, 0],
  [640, 480, 480, 80, 0],
  [640, 480, 700, -100, -20],
  [640, 480, 420, 300, 100],
  [480, 640, 480, 0, 100],
  [320, 240, 300, 0, -20],
  [1280, 720, 1100, 100, -50],
] as const;

/**
 * Seconds at which clips are looked at: faces at rest, behind a hand, laughing, tilted; and scenes without one. Three a
 * test: six took more than a test's minute on a busy machine.
 */
const CLIP_TIMES_S: [clip: string, timesS: number[]][] = [
  ["man_neutral_to_smile.mp4", [0.1, 1.2, 2.3]],
  ["pexels_woman_sad_to_happy.mp4", [0.5, 4, 6]],
  ["pexels_woman_sad_to_happy.mp4", [10, 14, 17]],
  ["noface_then_man_neutral_smile.mp4", [1, 3, 6]],
];

let ours: FaceDetector;
let mediaPipe: MediaPipeRuntime | undefined;
beforeAll(async () => {
  ours = await createNodeDetector();
});
afterAll(async () => {
  ours.dispose();
  await mediaPipe?.close();
});

describe("the portrait", () => {
  test.for(PLACEMENTS)("%i x %i, %i px at %i, %i", async ([width, height, sidePx, leftPx, topPx], context) => {
    const frame = await placeInFrame(ASTRONAUT, { width, height }, { sidePx, leftPx, topPx });
    const small = shrinkPicture(frame, DETECTOR_SIDE_PX);
    expect(worst(await compare(context, small))).toBeLessThan(SAME_INPUT_TOLERANCE);
    expect(worst(await compare(context, frame))).toBeLessThan(WHOLE_FRAME_TOLERANCE);
  });
});

test.for(CLIP_TIMES_S)("frames of %s at %j s", async ([clip, timesS], context) => {
  const path = requireShared(context, `clips/${clip}`);
  const differences: number[] = [];
  for (const png of await readClipFrames(context, path, timesS)) {
    differences.push(...(await compare(context, await readPicture(sharp(png)))));
  }
  expect(worst(differences)).toBeLessThan(WHOLE_FRAME_TOLERANCE);
  expect(mean(differences)).toBeLessThan(WHOLE_FRAME_MEAN_TOLERANCE);
});

/** For each face: largest difference of a box edge, and of a keypoint, in network pixels. Both must see the same faces. */
async function compare(context: TestContext, picture: Picture): Promise<number[]> {
  mediaPipe ??= await startMediaPipe(context);
  const networkPixelPx = Math.max(picture.width, picture.height) / DETECTOR_SIDE_PX;
  const expected = await mediaPipe.detect(picture);
  const got = await ours.detect(picture);
  expect(got.length, "number of faces").toBe(expected.length);
  return expected.flatMap((reference) => {
    const nearest = [...got].sort(
      (a, b) => boxDifference(a.box, reference.box) - boxDifference(b.box, reference.box),
    )[0];
    return [boxDifference(nearest.box, reference.box), keypointDifference(nearest, reference)].map(
      (px) => px / networkPixelPx,
    );
  });
}

function boxDifference(a: BoxPx, b: BoxPx): number {
  const edges = (box: BoxPx): number[] => [box.x, box.y, box.x + box.width, box.y + box.height];
  return Math.max(...edges(a).map((edge, i) => Math.abs(edge - edges(b)[i])));
}

function keypointDifference({ keypoints: k }: DetectedFace, reference: ReferenceFace): number {
  const inOrder: PointPx[] = [k.rightEye, k.leftEye, k.noseTip, k.mouthCenter, k.rightEarTragion, k.leftEarTragion];
  expect(reference.keypoints.length).toBe(inOrder.length);
  return Math.max(
    ...inOrder.map(({ x, y }, i) => Math.hypot(x - reference.keypoints[i].x, y - reference.keypoints[i].y)),
  );
}

const worst = (values: readonly number[]): number => Math.max(0, ...values);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
