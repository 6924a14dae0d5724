/** The six keypoints of a face, each moved: from a view or a padded picture back into the picture it was made of. */
import type { FaceKeypointsPx, PointPx } from "../types";

export function moveKeypoints(keypoints: FaceKeypointsPx, move: (point: PointPx) => PointPx): FaceKeypointsPx {
  return {
    rightEye: move(keypoints.rightEye),
    leftEye: move(keypoints.leftEye),
    noseTip: move(keypoints.noseTip),
    mouthCenter: move(keypoints.mouthCenter),
    rightEarTragion: move(keypoints.rightEarTragion),
    leftEarTragion: move(keypoints.leftEarTragion),
  };
}
