/**
 * Skin tone as a picture shows it: the individual typology angle of the cheeks. Light and camera move it as well, so it
 * says little of one person, and something of a group. Pure; pixels of the picture.
 * Source: Chardon, Cretois and Hourseau, International Journal of Cosmetic Science 13 (1991) 191-208; limits of the six
 * classes as in Del Bino and Bernerd, British Journal of Dermatology 169 Suppl. 3 (2013) 33-40: very light above 55
 * degrees, light above 41, intermediate above 28, tan above 10, brown above -30, dark.
 */
import type { SkinTone } from "../../lib/evidence/accuracy-schema";
import { measureSpan } from "../../lib/quality/measure-place";
import type { FaceKeypointsPx, Picture, PointPx } from "../../lib/types";
import { median } from "../median";

/** CIE 1976, white point D65. L* 0 to 100; a* and b* are 0 for grey. */
export interface Lab {
  readonly l: number;
  readonly a: number;
  readonly b: number;
}

/** Degrees above which a face is light, and above which it is intermediate. */
const LIGHT_DEGREES = 41;
const INTERMEDIATE_DEGREES = 28;

/** Below it the picture is grey. Guessed: skin has 10 to 30, a grey picture 0 to 2 after compression. */
const MINIMUM_CHROMA = 5;

/** A cheek lies below its eye, this part of the way from the eyes to the mouth; about as low as the tip of the nose. */
const CHEEK_DROP = 0.54;
/** Of the disc that is looked at, as part of the distance between the eyes. By eye: smaller than the cheek. */
const CHEEK_RADIUS = 0.12;

/** "grey" where there is no colour to see, null where the cheeks lie outside the picture. */
export function measureSkinTone(picture: Picture, keypoints: FaceKeypointsPx): SkinTone | "grey" | null {
  const radius = CHEEK_RADIUS * measureSpan(keypoints);
  const pixels = cheeksOf(keypoints).flatMap((cheek) => discPixels(picture, cheek, radius));
  if (pixels.length === 0) return null;
  // Medians: a strand of hair, the rim of glasses or a highlight do not count.
  const lab = {
    l: median(pixels.map(({ l }) => l)),
    a: median(pixels.map(({ a }) => a)),
    b: median(pixels.map(({ b }) => b)),
  };
  return Math.hypot(lab.a, lab.b) < MINIMUM_CHROMA ? "grey" : toneOf(typologyAngle(lab));
}

/** `degrees`: individual typology angle. */
export function toneOf(degrees: number): SkinTone {
  if (degrees > LIGHT_DEGREES) return "light";
  return degrees > INTERMEDIATE_DEGREES ? "intermediate" : "tan-dark";
}

/**
 * Degrees, arctan((L* - 50) / b*). With the quadrant, so that it goes on where bluish light takes b* below 0: a bright
 * cheek is then beyond 90 degrees, not below -50.
 */
export function typologyAngle({ l, b }: Lab): number {
  return (Math.atan2(l - 50, b) * 180) / Math.PI;
}

/** sRGB, 0 to 255 each -> CIELAB. Source: IEC 61966-2-1 and CIE 15. */
export function rgbToLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return { l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z) };
}

/** CIELAB's cube root, straight near 0. */
function curve(share: number): number {
  return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
}

function cheeksOf({ rightEye, leftEye, mouthCenter }: FaceKeypointsPx): PointPx[] {
  const dropX = CHEEK_DROP * (mouthCenter.x - (rightEye.x + leftEye.x) / 2);
  const dropY = CHEEK_DROP * (mouthCenter.y - (rightEye.y + leftEye.y) / 2);
  return [rightEye, leftEye].map(({ x, y }) => ({ x: x + dropX, y: y + dropY }));
}

/** Those of the picture whose middle is at most `radius` away; the one below `center` at least. */
function discPixels({ width, height, data }: Picture, center: PointPx, radius: number): Lab[] {
  const reach = Math.max(radius, Math.SQRT1_2);
  const pixels: Lab[] = [];
  for (let y = Math.max(0, Math.floor(center.y - reach)); y < Math.min(height, center.y + reach); y++) {
    for (let x = Math.max(0, Math.floor(center.x - reach)); x < Math.min(width, center.x + reach); x++) {
      if (Math.hypot(x + 0.5 - center.x, y + 0.5 - center.y) > reach) continue;
      const from = 4 * (y * width + x);
      pixels.push(rgbToLab(data[from], data[from + 1], data[from + 2]));
    }
  }
  return pixels;
}
