/**
 * Ways to show a face, most of them hard to find it in, for bench/detection.ts: each takes a picture and the face's
 * box in it, and gives a scene in which the middle of the face is known.
 */
import sharp from "sharp";
import { padPicture } from "../../lib/align/pad-picture";
import { centreOf } from "../../lib/box-geometry";
import type { BoxPx, Picture, PointPx } from "../../lib/types";
import { toPicture, toSharp } from "../sharp-picture";

export interface Scene {
  readonly picture: Picture;
  /** Of the face, in pixels of `picture`. */
  readonly middle: PointPx;
}

export interface HardScene {
  readonly scene: Scene;
  /** The same as `--crops` takes it, where it is a crop of one face; else null. */
  readonly crop: Scene | null;
}

export interface Condition {
  readonly id: string;
  /** Name in the table. */
  readonly name: string;
  /** `index`: of the picture in its set; varies place, background and direction. */
  readonly apply: (picture: Picture, box: BoxPx, index: number) => Promise<HardScene>;
}

/** The frame that faces are pasted into: a webcam's. */
export const FRAME_PX = { width: 1280, height: 720 } as const;
/** FER2013's. */
const CROP_SIDE = 48;
/** The border that findFaceInCrop tries first. */
const CROP_BORDER = 0.5;
const TURN_DEGREES = 30;
const PLAIN = { r: 110, g: 112, b: 115, alpha: 1 };

export const CONDITIONS: readonly Condition[] = [
  {
    id: "as-is",
    name: "as it is",
    apply: async (picture, box) => {
      const scene = { picture, middle: centreOf(box) };
      return { scene, crop: scene };
    },
  },
  {
    id: "filling",
    name: "the face fills the picture",
    apply: async (picture, box) => {
      const scene = whole(await toPicture(toSharp(picture).extract(insideOf(box, picture))));
      return { scene, crop: scene };
    },
  },
  inFrame("webcam", 0.3),
  inFrame("small", 0.05),
  {
    id: "crop-48",
    name: `${CROP_SIDE} px crop, its border replicated`,
    apply: async (picture, box) => {
      const face = toSharp(picture).extract(insideOf(box, picture));
      const crop = await toPicture(face.resize(CROP_SIDE, CROP_SIDE, { fit: "fill" }));
      return { scene: whole(padPicture(crop, CROP_BORDER).picture), crop: whole(crop) };
    },
  },
  turned("turned", `turned by ${TURN_DEGREES}° in the plane`, TURN_DEGREES),
  turned("on-its-side", "on its side", 90),
  turned("upside-down", "upside down", 180),
];

/** A frame in which the face has this part of the height. */
function inFrame(id: string, share: number): Condition {
  return {
    id,
    name: `${100 * share} % of the height of ${FRAME_PX.width} x ${FRAME_PX.height}`,
    apply: async (picture, box, index) => ({ scene: await pasteInFrame(picture, box, share, index), crop: null }),
  };
}

/** Every second picture turns the other way. */
function turned(id: string, name: string, degrees: number): Condition {
  return {
    id,
    name,
    apply: async (picture, box, index) => ({
      scene: await turn(picture, box, index % 2 === 0 ? degrees : -degrees),
      crop: null,
    }),
  };
}

const whole = (picture: Picture): Scene => ({
  picture,
  middle: { x: picture.width / 2, y: picture.height / 2 },
});

/** The whole pixels of a box that lie in the picture; at least one. */
export function insideOf(box: BoxPx, { width, height }: Picture) {
  const left = Math.min(width - 1, Math.max(0, Math.floor(box.x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(box.y)));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.ceil(box.x + box.width)) - left),
    height: Math.max(1, Math.min(height, Math.ceil(box.y + box.height)) - top),
  };
}

/**
 * The picture so large that its face has a `share` of a frame's height, as far as it fits, at another place each time. The
 * background is plain, or, every second time, the picture's own colours with nothing to recognize in them.
 */
async function pasteInFrame(picture: Picture, box: BoxPx, share: number, index: number): Promise<Scene> {
  const scale = Math.min(
    (share * FRAME_PX.height) / box.height,
    FRAME_PX.width / picture.width,
    FRAME_PX.height / picture.height,
  );
  const width = Math.max(1, Math.round(scale * picture.width));
  const height = Math.max(1, Math.round(scale * picture.height));
  const input = await toSharp(picture).resize(width, height, { fit: "fill" }).png().toBuffer();
  const [across, down] = placeOf(index);
  const left = Math.round(across * (FRAME_PX.width - width));
  const top = Math.round(down * (FRAME_PX.height - height));
  const background =
    index % 2 === 0
      ? sharp({ create: { ...FRAME_PX, channels: 4, background: PLAIN } })
      : await blurredBackground(picture);
  const { x, y } = centreOf(box);
  return {
    picture: await toPicture(background.composite([{ input, left, top }])),
    middle: { x: left + (x * width) / picture.width, y: top + (y * height) / picture.height },
  };
}

/** Upside down and of 16 x 9 colours, so that the large face in it is none any more. */
async function blurredBackground(picture: Picture) {
  const colours = await toSharp(picture).rotate(180).resize(16, 9, { fit: "fill" }).png().toBuffer();
  return sharp(colours).resize(FRAME_PX.width, FRAME_PX.height, { fit: "fill", kernel: "cubic" });
}

/** Evenly spread over the square, 0 to 1: the R2 sequence (Roberts 2018). */
export function placeOf(index: number): [across: number, down: number] {
  return [(0.5 + index / 1.324717957244746) % 1, (0.5 + index / 1.324717957244746 ** 2) % 1];
}

/** Clockwise about the middle, on a larger plain background. */
async function turn(picture: Picture, box: BoxPx, degrees: number): Promise<Scene> {
  const turned = await toPicture(toSharp(picture).rotate(degrees, { background: PLAIN }));
  const face = centreOf(box);
  const [x, y] = [face.x - picture.width / 2, face.y - picture.height / 2];
  const angle = (degrees * Math.PI) / 180;
  const middle = {
    x: turned.width / 2 + Math.cos(angle) * x - Math.sin(angle) * y,
    y: turned.height / 2 + Math.sin(angle) * x + Math.cos(angle) * y,
  };
  return { picture: turned, middle };
}
