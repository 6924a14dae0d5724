/**
 * Faces of a picture, looked for again where the detector's first look at the whole picture finds none, or only small
 * ones: at other scales and turns (second-look.ts). A weak find, and every find of a second look, counts only when two closer looks show the
 * face too, one of them in the mirror. What was found is followed from frame to frame by a closer look where it was. In a
 * still picture, whose looks all come at once, one closer look is enough in the end. Limits chosen on training pictures
 * (EXPERIMENTS.md). Worker and Node.
 */
import { PipelineError } from "../errors";
import { overlapOf, sideOf } from "../box-geometry";
import type { DetectedFace, Picture } from "../types";
import { MAX_FACES, type FaceDetector } from "./create-face-detector";
import { createViewSampler, fromView, type View } from "./sample-view";
import { secondLooks } from "./second-look";

/** A closer look at a face: side of the view as a multiple of the box's longer side. */
const CLOSE_SIDE = 2.5;

/** A narrower one, mirrored: chance finds of textures seldom look like a face from both sides. */
const MIRRORED_SIDE = 1.8;

/** Part of the candidate's box that a closer look must find again (intersection over union). */
const SAME_OVERLAP = 0.3;

/** Score from which on the first look is believed by itself. */
const SURE_SCORE = 0.65;

/** Mean score that the two closer looks at a find of the second look must reach. The detector's own limit is 0.5. */
const CONFIRMED_SCORE = 0.62;

/** The same where a part of the picture was looked at: there are a hundred parts, each with its chance of a find. */
const CONFIRMED_IN_PART_SCORE = 0.7;

/** Score at which a face that was confirmed is followed on. */
const FOLLOWED_SCORE = 0.6;

/** Frames in a row in which a face that is followed may be missed: it is looked for where it was. From the issue. */
const FOLLOWED_MISSES = 5;

/**
 * Side of a face, as part of the picture's longer side, below which others may be too small for the first look. That finds
 * the bundled portrait from 0.13 on.
 */
const SMALL_SIDE = 0.15;

/** Views searched a frame for others while somebody is found already. */
const LOOKS_FOR_OTHERS = 1;

/**
 * Radians between the eyes from which on a face is looked at again, upright: BlazeFace's keypoints follow a turned head
 * only half way (the bundled portrait turned by 45 degrees reads 14 to 17).
 */
const TURNED = 0.15;

/** Looks for straightening one face, each surer than the last; each takes about half of what is left of its turn. */
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

/** A face that was found, and how many frames in a row it was not seen since. */
interface Followed {
  readonly face: DetectedFace;
  readonly misses: number;
}

export function createFaceFinder(detector: FaceDetector): FaceFinder {
  let followed: readonly Followed[] = [];
  let next = 0;

  const follow = (faces: readonly DetectedFace[]): void => {
    const missed = followed
      .filter(({ face, misses }) => misses < FOLLOWED_MISSES && !sameAs(face, faces))
      .map(({ face, misses }) => ({ face, misses: misses + 1 }));
    followed = [...faces.map((face) => ({ face, misses: 0 })), ...missed];
  };

  return {
    reset() {
      followed = [];
      next = 0;
    },
    async find(picture, looks) {
      if (!(looks >= 0)) throw new PipelineError("bad-input", "detect", `looks: got ${looks}, expected 0 or more`);
      const sample = createViewSampler(picture);
      const detectIn = async (view: View): Promise<DetectedFace[]> =>
        (await detector.detect(sample(view))).map((face) => fromView(face, view));

      const lookCloser = async (face: DetectedFace): Promise<DetectedFace | undefined> =>
        sameAs(face, await detectIn(closeView(face, CLOSE_SIDE)));

      const lookInMirror = async (face: DetectedFace): Promise<DetectedFace | undefined> =>
        sameAs(face, await detectIn({ ...closeView(face, MIRRORED_SIDE), mirrored: true }));

      /** The face as the closer look shows it, if both closer looks do, at this score on average. */
      const confirm = async (face: DetectedFace, score = 0): Promise<DetectedFace | undefined> => {
        const closer = await lookCloser(face);
        const mirrored = closer && (await lookInMirror(face));
        return mirrored && (closer.score + mirrored.score) / 2 >= score ? closer : undefined;
      };

      /** A face that was followed, where it was. */
      const seenAgain = async (face: DetectedFace): Promise<DetectedFace | undefined> => {
        const closer = await lookCloser(face);
        return closer && closer.score >= FOLLOWED_SCORE ? closer : undefined;
      };

      const straighten = async (face: DetectedFace): Promise<DetectedFace> => {
        let best = face;
        for (let count = 0, seenAt = 0; count < STRAIGHTENINGS && Math.abs(angleOf(best) - seenAt) > TURNED; count++) {
          seenAt = angleOf(best);
          const closer = await lookCloser(best);
          if (!closer || closer.score < best.score) break;
          best = closer;
        }
        return best;
      };

      /**
       * `known` and those of the candidates that `check` sees again, each face once, upright, in descending order of
       * score.
       */
      const keep = async (
        candidates: readonly DetectedFace[],
        check: (candidate: DetectedFace) => Promise<DetectedFace | undefined>,
        known: readonly DetectedFace[] = [],
      ): Promise<DetectedFace[]> => {
        const kept = [...known];
        const isNew = ({ box }: DetectedFace): boolean => kept.every((face) => overlapOf(face.box, box) < SAME_OVERLAP);
        for (const candidate of candidates) {
          const face = isNew(candidate) ? await check(candidate) : undefined;
          if (face && isNew(face)) kept.push(await straighten(face));
        }
        return kept.sort((a, b) => b.score - a.score).slice(0, MAX_FACES);
      };

      const candidates = await detector.detect(picture);
      const first = await keep(candidates, async (face) =>
        face.score >= SURE_SCORE || (await confirm(face)) ? face : undefined,
      );
      let found = await keep(
        followed.map(({ face }) => face),
        seenAgain,
        first,
      );
      const views = viewsBeside(first, picture);
      const isStill = looks >= views.length;
      const budget = Math.min(found.length > 0 && !isStill ? LOOKS_FOR_OTHERS : looks, views.length);
      for (let count = 0; count < budget; count++) {
        const view = views[next % views.length];
        next = (next + 1) % views.length;
        const score = isPart(view, picture) ? CONFIRMED_IN_PART_SCORE : CONFIRMED_SCORE;
        found = await keep(await detectIn(view), (face) => confirm(face, score), found);
        // Who is turned, or fills the picture, is no small face among others.
        if (isStill && !isPart(view, picture) && found.length > 0) break;
      }
      // Everything was looked at and nobody is there: then one closer look is enough.
      if (isStill && found.length === 0) {
        found = await keep(
          candidates,
          async (face) => ((await lookCloser(face)) ?? (await lookInMirror(face))) && face,
        );
      }
      follow(found);
      return found;
    },
  };
}

/** Where to look for others when these were found: everywhere, in parts of the picture, or nowhere. */
function viewsBeside(found: readonly DetectedFace[], picture: Picture): View[] {
  const { width, height } = picture;
  const isSmall = ({ box }: DetectedFace): boolean => sideOf(box) < SMALL_SIDE * Math.max(width, height);
  if (!found.every(isSmall)) return [];
  const views = secondLooks(width, height);
  return found.length === 0 ? views : views.filter((view) => isPart(view, picture));
}

const isPart = ({ sidePx }: View, { width, height }: Picture): boolean => sidePx < Math.max(width, height);

/** The one of `faces` that is at the same place as `face`. */
function sameAs(face: DetectedFace, faces: readonly DetectedFace[]): DetectedFace | undefined {
  return faces.find(({ box }) => overlapOf(box, face.box) >= SAME_OVERLAP);
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
