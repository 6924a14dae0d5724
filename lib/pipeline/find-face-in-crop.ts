/**
 * Finds the face in a picture that is a face crop already (`--crops`, and the training crops). The detector expects a
 * scene, so the crop gets a border that repeats its outermost pixels; if nothing is found, a narrower border is tried.
 * Measured 2026-11-24 on 300 FER2013 training crops: found in 97.7 % at 0.5, 97.3 % at 0.25, 96.3 % at 0.
 */
import { padPicture } from "../align/pad-picture";
import type { FaceDetector } from "../detect/create-face-detector";
import { moveKeypoints } from "../detect/move-keypoints";
import { shrinkPicture } from "../detect/shrink-picture";
import type { DetectedFace, Picture, PointPx } from "../types";

const BORDER_SHARES = [0.5, 0.25, 0];
/** Larger crops are shrunk first: the detector looks at 128 pixels, and to fill a border in full size takes seconds. */
const LONGEST_SIDE_PX = 1024;

/** The most certain face in pixels of `picture`, or null. Ownership stays with the caller. */
export async function findFaceInCrop(picture: Picture, detector: FaceDetector): Promise<DetectedFace | null> {
  const small = shrinkPicture(picture, LONGEST_SIDE_PX);
  for (const share of BORDER_SHARES) {
    const padded = padPicture(small, share);
    const [face] = await detector.detect(padded.picture);
    if (face) return placed(face, -padded.borderPx, picture.width / small.width, picture.height / small.height);
  }
  return null;
}

/** Moved by so many pixels, right and down, then enlarged: each side of a picture is shrunk to whole pixels. */
function placed(face: DetectedFace, byPx: number, across: number, down: number): DetectedFace {
  const move = (point: PointPx): PointPx => ({ x: across * (point.x + byPx), y: down * (point.y + byPx) });
  const { x, y, width, height } = face.box;
  return {
    ...face,
    box: { ...move({ x, y }), width: across * width, height: down * height },
    keypoints: moveKeypoints(face.keypoints, move),
  };
}
