/**
 * Faces of a picture, looked for again where the detector's first look at the whole picture finds none: at other scales
 * and turns (second-look.ts). What a second look finds counts only when a closer look confirms it, and is followed from
 * frame to frame. Worker and Node.
 */
import { PipelineError } from "../errors";
import { overlapOf } from "../box-geometry";
import type { DetectedFace, Picture } from "../types";
import type { FaceDetector } from "./create-face-detector";
import { createViewSampler, fromView, type View } from "./sample-view";
import { secondLooks } from "./second-look";

/** A closer look at a face: side of the view as a multiple of the box's longer side. */
const CLOSE_SIDE = 2.5;

/**
 * Radians between the eyes from which on a face is looked at again, upright: BlazeFace's keypoints follow a turned head
 * only half way (the bundled portrait turned by 45 degrees reads 14 to 17).
 */
const TURNED = 0.15;

/** Looks for straightening one face; each takes about half of what is left of its turn. */
const STRAIGHTENINGS = 4;

/** Score the closer look must give. The detector's own limit is 0.5; many looks would let chance through at that. */
const CONFIRMED_SCORE = 0.75;

/** Part of the candidate's box that the closer look must find again (intersection over union). */
const CONFIRMED_OVERLAP = 0.3;

export interface FaceFinder {
  /**
   * Faces in descending order of score, in pixels of `picture`. `looks`: how many views may be searched now; a live page
   * spends a few a frame and goes on where the last frame stopped, a still picture gets all of them.
   */
  find(picture: Picture, looks: number): Promise<DetectedFace[]>;
  /** Another camera or picture: nothing is followed any more and the search begins anew. */
  reset(): void;
}

export function createFaceFinder(detector: FaceDetector): FaceFinder {
  let followed: readonly DetectedFace[] = [];
  let next = 0;

  const reset = (): void => {
    followed = [];
    next = 0;
  };

  return {
    reset,
    async find(picture, looks) {
      if (!(looks >= 0)) throw new PipelineError("bad-input", "detect", `looks: got ${looks}, expected 0 or more`);
      const faces = await detector.detect(picture);
      const sample = createViewSampler(picture);
      const detectIn = async (view: View): Promise<DetectedFace[]> =>
        (await detector.detect(sample(view))).map((face) => fromView(face, view));
      const lookCloser = async (face: DetectedFace): Promise<DetectedFace | undefined> =>
        (await detectIn(closeView(face))).find(
          ({ box, score }) => score >= CONFIRMED_SCORE && overlapOf(box, face.box) >= CONFIRMED_OVERLAP,
        );
      const straighten = async (face: DetectedFace): Promise<DetectedFace> => {
        let best = face;
        for (let count = 0, seenAt = 0; count < STRAIGHTENINGS && Math.abs(angleOf(best) - seenAt) > TURNED; count++) {
          seenAt = angleOf(best);
          const closer = await lookCloser(best);
          if (!closer) break;
          best = closer;
        }
        return best;
      };
      if (faces.length > 0) {
        reset();
        const straightened: DetectedFace[] = [];
        for (const face of faces) straightened.push(await straighten(face));
        return straightened;
      }
      const confirm = async (candidates: readonly DetectedFace[]): Promise<DetectedFace[]> => {
        const confirmed: DetectedFace[] = [];
        for (const candidate of candidates) {
          const closer = await lookCloser(candidate);
          if (closer && confirmed.every(({ box }) => overlapOf(box, closer.box) < CONFIRMED_OVERLAP)) {
            confirmed.push(await straighten(closer));
          }
        }
        return confirmed.sort((a, b) => b.score - a.score);
      };

      followed = await confirm(followed);
      if (followed.length > 0) return [...followed];
      const views = secondLooks(picture.width, picture.height);
      for (let count = 0; count < Math.min(looks, views.length); count++) {
        const view = views[next % views.length];
        next = (next + 1) % views.length;
        followed = await confirm(await detectIn(view));
        if (followed.length > 0) return [...followed];
      }
      return [];
    },
  };
}

/** Around a face, turned so that its eyes are level. */
function closeView(face: DetectedFace): View {
  const { x, y, width, height } = face.box;
  return {
    center: { x: x + width / 2, y: y + height / 2 },
    sidePx: CLOSE_SIDE * Math.max(width, height),
    angle: angleOf(face),
  };
}

/** Of the line between the eyes, in radians, clockwise. */
function angleOf({ keypoints: { rightEye, leftEye } }: DetectedFace): number {
  return Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
}
