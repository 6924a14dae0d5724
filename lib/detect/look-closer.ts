/**
 * Closer looks at a face that was found, upright and nearer: whether it is one, where exactly, and how far it is turned.
 * Limits chosen on training pictures (EXPERIMENTS.md). Worker and Node.
 */
import { centreOf, distanceBetween, overlapOf } from "../box-geometry";
import type { DetectedFace } from "../types";
import type { View } from "./sample-view";

/** Side of the view as a multiple of the box's longer side. */
const CLOSE_SIDE = 2.5;

/** A narrower one, mirrored: chance finds of textures seldom look like a face from both sides. */
const MIRRORED_SIDE = 1.8;

/** Part of the candidate's box that a closer look must find again (intersection over union). */
export const SAME_OVERLAP = 0.3;

/** Score at which a face that was confirmed is followed on. */
const FOLLOWED_SCORE = 0.6;

/**
 * Radians between the eyes from which on a face is looked at again, upright: BlazeFace's keypoints follow a turned head
 * only half way (the bundled portrait turned by 45 degrees reads 14 to 17).
 */
const TURNED = 0.15;

/**
 * BlazeFace takes most heads that are upside down, and many that lie on their side, for ones that stand, but is seldom sure
 * of them: of 883 training faces it took so, four had this score or more.
 */
const SURE_OF_SIDE = 0.85;

/** Radians further than it was found: where else the top of a head may be. */
const OTHER_SIDES = [Math.PI, Math.PI / 2, -Math.PI / 2];

/** So much surer than the closer look must a look from another side be. */
const CLEARLY_SURER = 0.05;

/**
 * Distance between the eyes, of that in the first look, below which a closer look is not believed: of a half covered face it
 * often shows a whole, narrower one in the open half. Of uncovered training faces 1.8 % fall below.
 */
const NARROWER = 0.85;

/** Looks for straightening one face, each surer than the last; each takes about half of what is left of its turn. */
const STRAIGHTENINGS = 4;

/** Each answers with the face as the closer look shows it, or undefined. */
export interface CloserLooks {
  /** If both closer looks, one of them in the mirror, show it, at this score on average. */
  confirm(face: DetectedFace, score?: number): Promise<DetectedFace | undefined>;
  /** If one of the two shows it: as it was found. */
  glimpse(face: DetectedFace): Promise<DetectedFace | undefined>;
  /** A face that is known already, in one look: where it was, or where it is now. */
  seeAgain(face: DetectedFace, score?: number): Promise<DetectedFace | undefined>;
  /** With the keypoints of a closer look; itself where none shows it, or shows a narrower one. */
  place(face: DetectedFace): Promise<DetectedFace>;
  /** Upright; itself where it is upright already. */
  straighten(face: DetectedFace): Promise<DetectedFace>;
  /** As it is seen from another side, where that is clearly surer: the head is upside down, or lies. Else itself. */
  turnOver(face: DetectedFace): Promise<DetectedFace>;
}

/** `detectIn`: the detector's faces in a view, in pixels of the one picture that these looks are for. */
export function createCloserLooks(detectIn: (view: View) => Promise<DetectedFace[]>): CloserLooks {
  /** Several questions about a face ask for the same look. */
  const looks = new Map<DetectedFace, Promise<DetectedFace | undefined>>();
  const lookCloser = (face: DetectedFace): Promise<DetectedFace | undefined> => {
    const look = looks.get(face) ?? detectIn(closeView(face, CLOSE_SIDE)).then((faces) => sameAs(face, faces));
    looks.set(face, look);
    return look;
  };

  const lookInMirror = async (face: DetectedFace): Promise<DetectedFace | undefined> =>
    sameAs(face, await detectIn({ ...closeView(face, MIRRORED_SIDE), mirrored: true }));

  return {
    async confirm(face, score = 0) {
      const closer = await lookCloser(face);
      const mirrored = closer && (await lookInMirror(face));
      return mirrored && (closer.score + mirrored.score) / 2 >= score ? closer : undefined;
    },
    async glimpse(face) {
      return ((await lookCloser(face)) ?? (await lookInMirror(face))) && face;
    },
    async seeAgain(face, score = FOLLOWED_SCORE) {
      const closer = await lookCloser(face);
      return closer && closer.score >= score ? closer : undefined;
    },
    async place(face) {
      const closer = await lookCloser(face);
      return closer && eyesApart(closer) >= NARROWER * eyesApart(face) ? closer : face;
    },
    async straighten(face) {
      let best = face;
      for (let count = 0, seenAt = 0; count < STRAIGHTENINGS && Math.abs(angleOf(best) - seenAt) > TURNED; count++) {
        seenAt = angleOf(best);
        const closer = await lookCloser(best);
        if (!closer || closer.score < best.score) break;
        best = closer;
      }
      return best;
    },
    async turnOver(face) {
      if (face.score >= SURE_OF_SIDE) return face;
      let surest = face;
      for (const turn of OTHER_SIDES) {
        const over = sameAs(face, await detectIn(closeView(face, CLOSE_SIDE, turn)));
        if (over && over.score > surest.score) surest = over;
      }
      if (surest === face) return face;
      const closer = await lookCloser(face);
      return surest.score > (closer?.score ?? 0) + CLEARLY_SURER ? surest : face;
    },
  };
}

/** The one of `faces` that is at the same place as `face`; of several the nearest. */
export function sameAs(face: DetectedFace, faces: readonly DetectedFace[]): DetectedFace | undefined {
  const overlaps = faces.map(({ box }) => overlapOf(box, face.box));
  const largest = Math.max(...overlaps);
  return largest >= SAME_OVERLAP ? faces[overlaps.indexOf(largest)] : undefined;
}

/** Around a face, turned so that its eyes are level, and by `turn` further; `side` as a multiple of its box. */
function closeView(face: DetectedFace, side: number, turn = 0): View {
  const { box } = face;
  return { center: centreOf(box), sidePx: side * Math.max(box.width, box.height), angle: angleOf(face) + turn };
}

/** Neither on its side nor upside down. */
export const isStanding = (face: DetectedFace): boolean => Math.abs(angleOf(face)) < Math.PI / 4;

/** In pixels of the picture. */
const eyesApart = ({ keypoints: { rightEye, leftEye } }: DetectedFace): number => distanceBetween(rightEye, leftEye);

/** Of the line between the eyes, in radians, clockwise. */
function angleOf({ keypoints: { rightEye, leftEye } }: DetectedFace): number {
  return Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x);
}
