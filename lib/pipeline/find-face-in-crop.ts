/**
 * Finds the face in a picture that is a face crop already (`--crops`, and the training crops). The detector expects a
 * scene, so the crop gets a border that repeats its outermost pixels; if nothing is found, a narrower border is tried.
 * Measured 2026-11-24 on 300 FER2013 training crops: found in 97.7 % at 0.5, 97.3 % at 0.25, 96.3 % at 0.
 */
import { padPicture } from "../align/pad-picture";
import type { FaceDetector } from "../detect/create-face-detector";
import { moveKeypoints } from "../detect/move-keypoints";
import type { DetectedFace, Picture, PointPx } from "../types";

const BORDER_SHARES = [0.5, 0.25, 0];

/** The most certain face in pixels of `picture`, or null. Ownership stays with the caller. */
export async function findFaceInCrop(picture: Picture, detector: FaceDetector): Promise<DetectedFace | null> {
  for (const share of BORDER_SHARES) {
    const padded = padPicture(picture, share);
    const [face] = await detector.detect(padded.picture);
    if (face) return shifted(face, -padded.borderPx);
  }
  return null;
}

function shifted(face: DetectedFace, byPx: number): DetectedFace {
  const move = (point: PointPx): PointPx => ({ x: point.x + byPx, y: point.y + byPx });
  return {
    ...face,
    box: { ...face.box, x: face.box.x + byPx, y: face.box.y + byPx },
    keypoints: moveKeypoints(face.keypoints, move),
  };
}
