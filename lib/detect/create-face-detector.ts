/**
 * Finds faces: picture -> boxes and six keypoints, with @tensorflow-models/face-detection on tfjs' current backend.
 * First heavy stage; runs in the worker and in Node. Network input [1, 128, 128, 3] float32, -1 to 1 (letterboxed).
 * The package's steps are imported by their inner paths because its index also loads MediaPipe's own runtime.
 */
import { convertImageToTensor } from "@tensorflow-models/face-detection/dist/shared/calculators/convert_image_to_tensor";
import { detectionProjection } from "@tensorflow-models/face-detection/dist/shared/calculators/detection_projection";
import { nonMaxSuppression } from "@tensorflow-models/face-detection/dist/shared/calculators/non_max_suppression";
import {
  DETECTOR_NON_MAX_SUPPRESSION_CONFIG as SUPPRESSION,
  SHORT_RANGE_IMAGE_TO_TENSOR_CONFIG,
} from "@tensorflow-models/face-detection/dist/tfjs/constants";
import { GraphModel } from "@tensorflow/tfjs-converter";
import * as tf from "@tensorflow/tfjs-core";
import { PipelineError } from "../errors";
import type { BoxPx, DetectedFace, FaceKeypointsPx, Picture, PointPx } from "../types";
import { decodeFaces } from "./decode-faces";
import { DETECTOR_SIDE_PX } from "./detector-side";
import { shrinkPicture } from "./shrink-picture";

/** The page promises eight faces. */
export const MAX_FACES = 8;

export interface FaceDetector {
  /** The best `most` faces, MAX_FACES where nothing is said, in descending order of score, in pixels of `picture`. */
  detect(picture: Picture, most?: number): Promise<DetectedFace[]>;
  /** Raw network output [1, 896, 17] for [1, 128, 128, 3]; the self-test compares it. The caller disposes it. */
  run(input: tf.Tensor4D): tf.Tensor3D;
  dispose(): void;
}

/**
 * `artifacts`: the graph model of public/models/detector; its weights go to the backend until the caller disposes the
 * detector. A picture stays the caller's; of `detect` nothing else stays on the backend. It throws PipelineError "bad-input"
 * for a picture whose bytes are not width * height * 4, "backend-failed" where the backend computes nothing.
 */
export async function createFaceDetector(artifacts: tf.io.ModelArtifacts): Promise<FaceDetector> {
  const model = new GraphModel({ load: async () => artifacts });
  await model.load();
  const run = (input: tf.Tensor4D): tf.Tensor3D => model.execute(input, "Identity:0") as tf.Tensor3D;

  return {
    async detect(picture, most = MAX_FACES) {
      assertPicture(picture);
      const { imageTensor, transformationMatrix } = letterbox(shrinkPicture(picture, DETECTOR_SIDE_PX));
      const output = run(imageTensor);
      try {
        const candidates = decodeFaces((await output.data()) as Float32Array);
        if (candidates.length === 0) return [];
        const { minSuppressionThreshold, overlapType } = SUPPRESSION;
        const atMost = Math.min(most, candidates.length);
        const kept = await nonMaxSuppression(candidates, atMost, minSuppressionThreshold, overlapType);
        const detections = detectionProjection(kept, transformationMatrix);
        return detections.flatMap((detection) => {
          const { relativeBoundingBox: box, relativeKeypoints: keypoints } = detection.locationData;
          if (!box || !keypoints || keypoints.length < 6) return [];
          const toPx = (point: { x: number; y: number }): PointPx => ({
            x: point.x * picture.width,
            y: point.y * picture.height,
          });
          const boxPx: BoxPx = {
            x: box.xMin * picture.width,
            y: box.yMin * picture.height,
            width: box.width * picture.width,
            height: box.height * picture.height,
          };
          return [{ box: boxPx, score: detection.score?.[0] ?? 0, keypoints: namedKeypoints(keypoints.map(toPx)) }];
        });
      } finally {
        tf.dispose([imageTensor, output]);
      }
    },
    run,
    dispose: () => model.dispose(),
  };
}

/** The network's input, and the way from its parts back to the picture's. */
function letterbox(picture: Picture): ReturnType<typeof convertImageToTensor> {
  const tensor = pictureToTensor(picture);
  try {
    return convertImageToTensor(tensor, SHORT_RANGE_IMAGE_TO_TENSOR_CONFIG);
  } finally {
    tensor.dispose();
  }
}

/** RGBA bytes to [height, width, 3] int32. */
function pictureToTensor(picture: Picture): tf.Tensor3D {
  const values = new Int32Array(picture.width * picture.height * 3);
  for (let i = 0, from = 0; i < values.length; i += 3, from += 4) {
    values[i] = picture.data[from];
    values[i + 1] = picture.data[from + 1];
    values[i + 2] = picture.data[from + 2];
  }
  return tf.tensor3d(values, [picture.height, picture.width, 3], "int32");
}

/** BlazeFace's order; right and left are the person's own. */
function namedKeypoints(points: readonly PointPx[]): FaceKeypointsPx {
  const [rightEye, leftEye, noseTip, mouthCenter, rightEarTragion, leftEarTragion] = points;
  return { rightEye, leftEye, noseTip, mouthCenter, rightEarTragion, leftEarTragion };
}

function assertPicture(picture: Picture): void {
  const expected = picture.width * picture.height * 4;
  if (!(picture.width > 0 && picture.height > 0) || picture.data.length !== expected) {
    const got = `${picture.width} x ${picture.height} with ${picture.data.length} bytes`;
    throw new PipelineError(
      "bad-input",
      "detect",
      `picture: got ${got}, expected width * height * 4 = ${expected} bytes`,
    );
  }
}
