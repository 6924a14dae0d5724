/** A face of 100 by 100 pixels at the upper edge, for what asks for box and score alone. */
import type { DetectedFace } from "../../lib/types";

const NOWHERE = { x: 0, y: 0 };

/** `x`: of its left edge, in pixels. */
export const faceAt = (x: number, score: number): DetectedFace => ({
  box: { x, y: 0, width: 100, height: 100 },
  score,
  keypoints: {
    rightEye: NOWHERE,
    leftEye: NOWHERE,
    noseTip: NOWHERE,
    mouthCenter: NOWHERE,
    rightEarTragion: NOWHERE,
    leftEarTragion: NOWHERE,
  },
});
