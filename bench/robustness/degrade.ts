/**
 * The degradations of bench/robustness.ts, each with the levels that are measured, mild ones first: the ways of
 * bench/degradations.ts, and those that the gates need not know. Lengths count in 48ths of the aligned face's square,
 * which are FER2013's pixels; noise, size and JPEG work on the picture's own.
 */
import sharp from "sharp";
import type { DegradationId } from "../../lib/evidence/robustness-schema";
import type { Picture } from "../../lib/types";
import { addNoise } from "../add-noise";
import { brighten, defocus, type FacePlace } from "../degradations";
import { toPicture, toSharp } from "../sharp-picture";
import { coverEyes, coverMouth, putOnGlasses } from "./cover-face";
import { enlargePicture, turnPicture } from "./resample";

/** An untouched picture, the face that was found in it, and randomness that belongs to this picture: 0 to below 1. */
export interface Subject {
  readonly picture: Picture;
  readonly face: FacePlace;
  readonly random: () => number;
}

interface LevelledDegradation {
  /** What a level counts, in words; the label of the chart's axis. */
  readonly unit: string;
  /** Without level 0, which is the picture as it is. Chosen so that the last leaves little of the face. */
  readonly levels: readonly number[];
  readonly apply: (subject: Subject, level: number) => Promise<Picture>;
}

const BAR_HEIGHTS = [4, 8, 12, 16];
const BAR_UNIT = "height of the bar, pixels of a 48 px face";

export const LEVELLED: Readonly<Record<DegradationId, LevelledDegradation>> = {
  darker: {
    unit: "stops less light",
    levels: [1, 2, 3, 4, 5],
    apply: ({ picture, face }, stops) => toPicture(brighten(picture, face, 2 ** -stops)),
  },
  brighter: {
    unit: "stops more light",
    levels: [0.5, 1, 1.5, 2],
    apply: ({ picture, face }, stops) => toPicture(brighten(picture, face, 2 ** stops)),
  },
  contrast: {
    unit: "% of the contrast taken away",
    levels: [50, 75, 90, 95, 98],
    apply: ({ picture }, percent) =>
      toPicture(toSharp(picture).linear(1 - percent / 100, (percent / 100) * meanLevel(picture))),
  },
  blur: {
    unit: "sigma, pixels of a 48 px face",
    levels: [0.5, 1, 1.5, 2, 3],
    apply: ({ picture, face }, sigma) => toPicture(defocus(picture, face, sigma)),
  },
  noise: {
    unit: "standard deviation, of 255 levels",
    levels: [8, 16, 32, 48, 64],
    apply: async ({ picture, random }, deviation) => addNoise(picture, deviation, random),
  },
  rotation: {
    unit: "degrees clockwise",
    levels: [10, 20, 30, 45, 60],
    apply: async ({ picture }, degrees) => turnPicture(picture, (degrees * Math.PI) / 180),
  },
  size: {
    unit: "pixels a side, then enlarged again",
    levels: [32, 24, 16, 12, 8],
    apply: ({ picture }, sidePx) => shrinkAndEnlarge(picture, sidePx),
  },
  jpeg: {
    unit: "quality, of 100",
    levels: [50, 30, 20, 10, 5],
    apply: async ({ picture }, quality) => toPicture(sharp(await toSharp(picture).jpeg({ quality }).toBuffer())),
  },
  eyes: {
    unit: BAR_UNIT,
    levels: BAR_HEIGHTS,
    apply: ({ picture, face }, height) => toPicture(coverEyes(picture, face, height)),
  },
  mouth: {
    unit: BAR_UNIT,
    levels: BAR_HEIGHTS,
    apply: ({ picture, face }, height) => toPicture(coverMouth(picture, face, height)),
  },
  glasses: {
    unit: "width of the frame, pixels of a 48 px face",
    levels: [0.5, 1, 2, 3],
    apply: ({ picture, face }, thickness) => toPicture(putOnGlasses(picture, face, thickness)),
  },
};

/** The picture made worse; as it is at level 0. */
export async function degrade(subject: Subject, degradation: DegradationId, level: number): Promise<Picture> {
  return level === 0 ? subject.picture : LEVELLED[degradation].apply(subject, level);
}

/** Mean of the three channels over the picture, 0 to 255. */
function meanLevel({ width, height, data }: Picture): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at] + data[at + 1] + data[at + 2];
  return sum / (3 * width * height);
}

/** `sidePx`: of the longer side in between; a picture that is smaller stays as it is. */
async function shrinkAndEnlarge(picture: Picture, sidePx: number): Promise<Picture> {
  const { width, height } = picture;
  const factor = Math.min(1, sidePx / Math.max(width, height));
  const small = [width, height].map((side) => Math.max(1, Math.round(factor * side)));
  return enlargePicture(await toPicture(toSharp(picture).resize(small[0], small[1], { fit: "fill" })), width, height);
}
