/**
 * What hides a part of a face: an opaque black bar over eyes or mouth, or the frame of a pair of glasses. Drawn as SVG
 * where the face is, turned and scaled with it; lengths in 48ths of the aligned face's square, in which the eyes are
 * about 17 apart.
 */
import type { Sharp } from "sharp";
import { distanceBetween } from "../../lib/box-geometry";
import type { Picture, PointPx } from "../../lib/types";
import { gridPixelPx, type FacePlace } from "../degradations";
import { toSharp } from "../sharp-picture";

/** From temple to temple. */
const EYES_BAR_WIDTH = 36;
/** Beyond the corners of a laughing mouth. */
const MOUTH_BAR_WIDTH = 26;
const GLASS_RADIUS = 6;
/** From the glass to the ear. */
const EARPIECE = 8;

export const coverEyes = (picture: Picture, face: FacePlace, height: number): Sharp =>
  draw(picture, face, betweenEyes(face), bar(EYES_BAR_WIDTH, height));

export const coverMouth = (picture: Picture, face: FacePlace, height: number): Sharp =>
  draw(picture, face, face.keypoints.mouthCenter, bar(MOUTH_BAR_WIDTH, height));

/** `thickness` of the frame. The glasses themselves are clear, so the eyes stay visible. */
export function putOnGlasses(picture: Picture, face: FacePlace, thickness: number): Sharp {
  const { rightEye, leftEye } = face.keypoints;
  const eye = distanceBetween(rightEye, leftEye) / 2 / gridPixelPx(face);
  const [inner, outer] = [eye - GLASS_RADIUS, eye + GLASS_RADIUS];
  const glasses = [-eye, eye].map((x) => `<circle cx="${x}" cy="0" r="${GLASS_RADIUS}"/>`).join("");
  const bridgeAndEarpieces = `<path d="M${-inner},0H${inner}M${-outer},0h${-EARPIECE}M${outer},0h${EARPIECE}"/>`;
  const frame = `<g fill="none" stroke="black" stroke-width="${thickness}">${glasses}${bridgeAndEarpieces}</g>`;
  return draw(picture, face, betweenEyes(face), frame);
}

const bar = (width: number, height: number): string =>
  `<rect x="${-width / 2}" y="${-height / 2}" width="${width}" height="${height}"/>`;

function betweenEyes({ keypoints: { rightEye, leftEye } }: FacePlace): PointPx {
  return { x: (rightEye.x + leftEye.x) / 2, y: (rightEye.y + leftEye.y) / 2 };
}

/** `shape`: SVG around `center`, its x axis along the eyes. */
function draw(picture: Picture, face: FacePlace, center: PointPx, shape: string): Sharp {
  const { rightEye, leftEye } = face.keypoints;
  const degrees = (Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x) * 180) / Math.PI;
  const place = `translate(${center.x} ${center.y}) rotate(${degrees}) scale(${gridPixelPx(face)})`;
  const size = `width="${picture.width}" height="${picture.height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><g transform="${place}">${shape}</g></svg>`;
  return toSharp(picture).composite([{ input: Buffer.from(svg) }]);
}
