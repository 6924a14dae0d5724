/**
 * Faces of a picture. Where the detector's first look at the whole picture finds none, it is looked at at other scales and
 * turns; where it finds only small ones, in parts (second-look.ts). A weak find, and every find of a second look, counts
 * only when two closer looks show the face too, one of them in the mirror (look-closer.ts). What was found is followed
 * from frame to frame by one closer look; who is new is looked at from other sides, too. Unless a face is large, a closer
 * look places its eyes, nose and mouth. In a still picture, whose looks all come at once, one closer look is enough in the
 * end. Limits chosen on training pictures and on FER2013's PublicTest (EXPERIMENTS.md). Worker and Node.
 */
import { breathe } from "../breathe";
import { PipelineError } from "../errors";
import { centreOf, distanceBetween, overlapOf, sideOf } from "../box-geometry";
import { MOST_MISSES, type DetectedFace, type Picture } from "../types";
import { chooseFaces, type Followed } from "./choose-faces";
import { MAX_FACES, type FaceDetector } from "./create-face-detector";
import { createCloserLooks, isStanding, SAME_OVERLAP, sameAs } from "./look-closer";
import { createViewSampler, fromView, type View } from "./sample-view";
import { secondLooks } from "./second-look";

/** Score from which on the first look is believed by itself. */
const SURE_SCORE = 0.65;

/** Mean score that the two closer looks at a find of the second look must reach. The detector's own limit is 0.5. */
const CONFIRMED_SCORE = 0.62;

/** The same where a part of the picture was looked at: there are up to two hundred parts, each with its chance of a find. */
const CONFIRMED_IN_PART_SCORE = 0.7;

/** So many of its sides a face may move from one frame to the next: somebody who walks past, read twice a second. */
const FASTEST_SIDES = 3;

/**
 * Side of a face, as part of the picture's longer side, below which the first look is too coarse to place its keypoints: 32
 * of the detector's pixels. A closer look shows it with 51.
 */
const COARSE_SIDE = 0.25;

/**
 * Side of a face, as part of the picture's longer side, below which others may be too small for the first look. That finds
 * the bundled portrait from 0.13 on.
 */
const SMALL_SIDE = 0.15;

/**
 * The same in a still picture, whose large parts are searched as well: below it others may stand behind somebody. A head and
 * shoulders portrait fills more.
 */
const ALONE_SIDE = 0.35;
/** A large part, as part of the picture's shorter side. */
const LARGE_PART = 0.5;

/** Views searched a frame for others while somebody is found already. */
const LOOKS_FOR_OTHERS = 1;

export interface FaceFinder {
  /**
   * Faces in descending order of score, in pixels of `picture`. `looks`: how many views may be searched now. A live page
   * spends a few a frame and goes on where the last frame stopped; a still picture gets all of them: Infinity.
   * `isOutdated`: true once nobody waits for the answer any more; then the search ends.
   */
  find(picture: Picture, looks: number, isOutdated?: () => boolean): Promise<DetectedFace[]>;
  /** Another camera or picture: nothing is followed any more and the search begins anew. */
  reset(): void;
}

/** `mostFaces`: the best so many are kept, who was there before first. */
export function createFaceFinder(detector: FaceDetector, mostFaces = MAX_FACES): FaceFinder {
  let followed: readonly Followed[] = [];
  let next = 0;

  /** Who was followed and is not among `faces`. A face in a new place has left the nearest old one: nobody is missing there. */
  const missing = (faces: readonly DetectedFace[]): Followed[] => {
    const left = followed.filter(({ face }) => !sameAs(face, faces));
    const before = followed.map(({ face }) => face);
    for (const face of faces) if (!sameAs(face, before)) removeNearest(left, face);
    return left;
  };

  /** Who is missed is looked for where the face was. */
  const follow = (faces: readonly DetectedFace[]): void => {
    const missed = missing(faces).map(({ face, misses }) => ({ face, misses: misses + 1 }));
    followed = [...faces.map((face) => ({ face, misses: 0 })), ...missed.filter(({ misses }) => misses <= MOST_MISSES)];
  };

  return {
    reset() {
      followed = [];
      next = 0;
    },
    async find(picture, looks, isOutdated = () => false) {
      if (!(looks >= 0)) throw new PipelineError("bad-input", "detect", `looks: got ${looks}, expected 0 or more`);
      const sample = createViewSampler(picture);
      const isStill = looks === Infinity;
      const detectIn = async (view: View): Promise<DetectedFace[]> => {
        await breathe();
        return (await detector.detect(sample(view))).map((face) => fromView(face, view));
      };
      const { confirm, glimpse, place, seeAgain, straighten, turnOver } = createCloserLooks(detectIn);
      const seenBefore = followed.map(({ face }) => face);

      /** Whoever stood a frame ago still does. */
      const upright = async (face: DetectedFace): Promise<DetectedFace> => {
        const straight = await straighten(face);
        const before = sameAs(straight, seenBefore);
        return before && isStanding(before) ? straight : straighten(await turnOver(straight));
      };

      /** Upright, and as a closer look shows it where the first was too coarse. */
      const exact = async (face: DetectedFace): Promise<DetectedFace> => {
        const straight = await upright(face);
        return straight === face && isBelow(COARSE_SIDE, face, picture) ? place(face) : straight;
      };

      /**
       * `known` and those of the candidates that `check` sees again, each face once, made upright by `turn`, in descending
       * order of score.
       */
      const keep = async (
        candidates: readonly DetectedFace[],
        check: (candidate: DetectedFace) => Promise<DetectedFace | undefined>,
        turn: (face: DetectedFace) => Promise<DetectedFace>,
        known: readonly DetectedFace[] = [],
      ): Promise<DetectedFace[]> => {
        const kept = [...known];
        const isNew = ({ box }: DetectedFace): boolean => kept.every((face) => overlapOf(face.box, box) < SAME_OVERLAP);
        for (const candidate of candidates) {
          const face = isNew(candidate) ? await check(candidate) : undefined;
          if (face && isNew(face)) kept.push(await turn(face));
        }
        kept.sort((a, b) => b.score - a.score);
        return chooseFaces(kept, mostFaces, followed);
      };

      const isShown = async (face: DetectedFace): Promise<boolean> =>
        Boolean(await (sameAs(face, seenBefore) ? seeAgain(face, 0) : confirm(face)));
      // By score alone the detector, too, would leave out another one in each frame.
      const candidates = chooseFaces(await detector.detect(picture, Infinity), MAX_FACES, followed);
      const first = await keep(
        candidates,
        async (face) => (face.score >= SURE_SCORE || (await isShown(face)) ? face : undefined),
        exact,
      );
      let found = await keep(
        missing(first).map(({ face }) => face),
        seeAgain,
        straighten,
        first,
      );
      const views = viewsBeside(first, picture, isStill);
      const budget = Math.min(found.length > 0 && !isStill ? LOOKS_FOR_OTHERS : looks, views.length);
      for (let count = 0; count < budget && !isOutdated(); count++) {
        const view = views[next % views.length];
        next = (next + 1) % views.length;
        // A chance find in one of many parts would be surer of itself, and stay, from the best of four sides.
        const [score, turn] = isPart(view, picture)
          ? [CONFIRMED_IN_PART_SCORE, straighten]
          : [CONFIRMED_SCORE, upright];
        found = await keep(await detectIn(view), (face) => confirm(face, score), turn, found);
        // Who is turned, or fills the picture, is no small face among others.
        if (isStill && !isPart(view, picture) && found.length > 0) break;
      }
      // Everything was looked at and nobody is there: then one closer look is enough.
      if (isStill && found.length === 0) {
        found = await keep(candidates, glimpse, exact);
      }
      follow(found);
      return found;
    },
  };
}

/** Where to look for others when these were found: everywhere, in parts of the picture, or nowhere. */
function viewsBeside(found: readonly DetectedFace[], picture: Picture, isStill: boolean): View[] {
  const { width, height } = picture;
  const areBelow = (limit: number): boolean => found.every((face) => isBelow(limit, face, picture));
  if (!areBelow(isStill ? ALONE_SIDE : SMALL_SIDE)) return [];
  const views = secondLooks(width, height);
  if (found.length === 0) return views;
  const smallestPx = areBelow(SMALL_SIDE) ? 0 : LARGE_PART * Math.min(width, height);
  return views.filter((view) => isPart(view, picture) && view.sidePx > smallestPx);
}

/** Smaller than this part of the picture's longer side. */
const isBelow = (limit: number, { box }: DetectedFace, { width, height }: Picture): boolean =>
  sideOf(box) < limit * Math.max(width, height);

const isPart = ({ sidePx }: View, { width, height }: Picture): boolean => sidePx < Math.max(width, height);

/** If it is near enough to have been left within a frame. */
function removeNearest(places: Followed[], { box }: DetectedFace): void {
  const to = centreOf(box);
  const distances = places.map(({ face }) => distanceBetween(centreOf(face.box), to));
  const nearest = Math.min(...distances);
  if (nearest <= FASTEST_SIDES * sideOf(box)) places.splice(distances.indexOf(nearest), 1);
}
