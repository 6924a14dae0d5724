/** Decoding on bytes gives what the package's tfjs kernels give, and a backend that computes nothing is noticed. */
import { createSsdAnchors } from "@tensorflow-models/face-detection/dist/shared/calculators/create_ssd_anchors";
import { detectorResult } from "@tensorflow-models/face-detection/dist/shared/calculators/detector_result";
import type { Detection } from "@tensorflow-models/face-detection/dist/shared/calculators/interfaces/shape_interfaces";
import { tensorsToDetections } from "@tensorflow-models/face-detection/dist/shared/calculators/tensors_to_detections";
import {
  SHORT_RANGE_DETECTOR_ANCHOR_CONFIG,
  SHORT_RANGE_TENSORS_TO_DETECTION_CONFIG,
} from "@tensorflow-models/face-detection/dist/tfjs/constants";
import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { decodeFaces } from "../../lib/detect/decode-faces";
import { createRandom } from "../../lib/heads/training/random";

const BOXES = 896;
const NUMBERS = 17;

beforeAll(() => tf.setBackend("cpu"));

/** A tenth of the boxes is sure; sizes may fall below 0, as the network's may. */
function rawOutput(seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: BOXES * NUMBERS }, (_, at) => {
    if (at % NUMBERS === 0) return 200 * (random() - 0.9);
    return 150 * (random() - 0.2);
  });
}

async function decodedByThePackage(output: Float32Array): Promise<Detection[]> {
  const anchors = createSsdAnchors(SHORT_RANGE_DETECTOR_ANCHOR_CONFIG);
  const { boxes, logits } = detectorResult(tf.tensor3d(output, [1, BOXES, NUMBERS]));
  return tensorsToDetections(
    [logits, boxes],
    {
      x: tf.tensor1d(anchors.map(({ xCenter }) => xCenter)),
      y: tf.tensor1d(anchors.map(({ yCenter }) => yCenter)),
      w: tf.tensor1d(anchors.map(({ width }) => width)),
      h: tf.tensor1d(anchors.map(({ height }) => height)),
    },
    SHORT_RANGE_TENSORS_TO_DETECTION_CONFIG,
  );
}

it.each([1, 2, 3])("decodes what the package decodes, to the last bit (seed %i)", async (seed) => {
  const output = rawOutput(seed);
  const ours = decodeFaces(output);
  const theirs = await decodedByThePackage(output);
  expect(ours.length).toBeGreaterThan(20);
  expect(ours.map(({ ind, locationData }) => ({ ind, locationData }))).toEqual(
    theirs.map(({ ind, locationData }) => ({ ind, locationData })),
  );
  ours.forEach(({ score }, index) => expect(score![0]).toBeCloseTo(theirs[index].score![0], 6));
});

it("finds nobody where no box is sure", () => {
  expect(decodeFaces(new Float32Array(BOXES * NUMBERS).fill(-8))).toEqual([]);
});

it.each([
  ["zeros", 0],
  ["what is no number", NaN],
])("takes %s for a backend that computes nothing", (_, value) => {
  expect(() => decodeFaces(new Float32Array(BOXES * NUMBERS).fill(value))).toThrow(
    expect.objectContaining({ code: "backend-failed", stage: "detect" }),
  );
});
