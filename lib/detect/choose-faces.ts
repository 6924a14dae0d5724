/**
 * Which faces stay where there are more than a frame may have. Who was there in the last frame stays before who was missed,
 * and who is known before who is new: by score alone, which jitters, the last places would change from frame to frame.
 * Pure. Worker and Node.
 */
import { MOST_MISSES, type DetectedFace } from "../types";
import { sameAs } from "./look-closer";

/** A face that was found, and how many frames in a row it was not seen since. */
export interface Followed {
  readonly face: DetectedFace;
  readonly misses: number;
}

/** At most `most` of `faces`, which come in descending order of score, as do those that stay. */
export function chooseFaces(
  faces: readonly DetectedFace[],
  most: number,
  followed: readonly Followed[],
): DetectedFace[] {
  if (faces.length <= most) return [...faces];
  const before = followed.map(({ face }) => face);
  const missesOf = (face: DetectedFace): number => {
    const known = sameAs(face, before);
    return known ? followed[before.indexOf(known)].misses : MOST_MISSES + 1;
  };
  const ranked = faces.map((face) => ({ face, misses: missesOf(face) })).sort((a, b) => a.misses - b.misses);
  const chosen = new Set(ranked.slice(0, most).map(({ face }) => face));
  return faces.filter((face) => chosen.has(face));
}
