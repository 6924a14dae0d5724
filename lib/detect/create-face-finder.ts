/**
 * Faces of a picture, looked for again where the detector's first look at the whole picture finds none: at other scales
 * and turns (second-look.ts). A weak find counts only when a closer look shows a face too, one of a second look when two
 * do; the latter is followed from frame to frame. Limits chosen on training pictures (EXPERIMENTS.md). Worker and Node.
 */
import { PipelineError } from "../errors";
import { overlapOf } from "../box-geometry";
import type { DetectedFace, Picture } from "../types";
import type { FaceDetector } from "./create-face-detector";
import { createViewSampler, fromView, type View } from "./sample-view";
import { secondLooks } from "./second-look";

/** A closer look at a face: side of the view as a multiple of the box's longer side. */
const CLOSE_SIDE = 2.5;

/** A wider one, in which chance finds of textures mostly vanish. */
const WIDE_SIDE = 3.5;

/** A narrower one, for crops whose surroundings are no scene. */
const NARROW_SIDE = 1.8;

/** Part of the candidate's box that a closer look must find again (intersection over union). */
const SAME_OVERLAP = 0.3;

/** Score from which on the first look is believed by itself; below, a closer look must show the face too. */
const SURE_SCORE = 0.65;

/**
 * Mean score that the two closer looks at a find of the second look must reach. The detector's own limit is 0.5; many
 * looks would let chance through at that.
 */
const CONFIRMED_SCORE = 0.7;

/** Score at which a face that was confirmed is followed on. */
const FOLLOWED_SCORE = 0.6;

/**
 * Radians between the eyes from which on a face is looked at again, upright: BlazeFace's keypoints follow a turned head
 * only half way (the bundled portrait turned by 45 degrees reads 14 to 17).
 */
const TURNED = 0.15;

/** Looks for straightening one face; each takes about half of what is left of its turn. */
const STRAIGHTENINGS = 4;

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
      const sample = createViewSampler(picture);
      const detectIn = async (view: View): Promise<DetectedFace[]> =>
        (await detector.detect(sample(view))).map((face) => fromView(face, view));

      const lookCloser = async (face: DetectedFace, side = CLOSE_SIDE): Promise<DetectedFace | undefined> =>
        (await detectIn(closeView(face, side))).find(({ box }) => overlapOf(box, face.box) >= SAME_OVERLAP);

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

      /** Those of the candidates that `check` sees again, each face once, upright, in descending order of score. */
      const keep = async (
        candidates: readonly DetectedFace[],
        check: (candidate: DetectedFace) => Promise<DetectedFace | undefined>,
      ): Promise<DetectedFace[]> => {
        const kept: DetectedFace[] = [];
        for (const candidate of candidates) {
          const face = await check(candidate);
          if (face && kept.every(({ box }) => overlapOf(box, face.box) < SAME_OVERLAP)) {
            kept.push(await straighten(face));
          }
        }
        return kept.sort((a, b) => b.score - a.score);
      };

      const faces = await keep(await detector.detect(picture), async (face) =>
        face.score >= SURE_SCORE ? face : ((await lookCloser(face)) ?? lookCloser(face, NARROW_SIDE)),
      );
      if (faces.length > 0) {
        reset();
        return faces;
      }
      followed = await keep(followed, async (face) => {
        const closer = await lookCloser(face);
        return closer && closer.score >= FOLLOWED_SCORE ? closer : undefined;
      });
      if (followed.length > 0) return [...followed];

      const views = secondLooks(picture.width, picture.height);
      for (let count = 0; count < Math.min(looks, views.length); count++) {
        const view = views[next % views.length];
        next = (next + 1) % views.length;
        followed = await keep(await detectIn(view), async (face) => {
          const closer = await lookCloser(face);
          const wider = closer && (await lookCloser(face, WIDE_SIDE));
          return wider && (closer.score + wider.score) / 2 >= CONFIRMED_SCORE ? closer : undefined;
        });
        if (followed.length > 0) return [...followed];
      }
      return [];
    },
  };
}

/** Around a face, turned so that its eyes are level; `side` as a multiple of its box. */
function closeView(face: DetectedFace, side: number): View {
  const { x, y, width, height } = face.box;
  return {
    center: { x: x + width / 2, y: y + height / 2 },
    sidePx: side * Math.max(width, height),
    angle: angleOf(face),
  };
}

/** Of the line between the eyes, in radians, clockwise. */
function angleOf({ keypoints: { rightEye, leftEye } }: DetectedFace): number {
  return Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
}
