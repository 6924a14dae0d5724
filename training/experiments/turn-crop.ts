/**
 * The copies that make DS2 to DS4 larger: a crop turned by a random angle, and mirrored where the flip variant asks for
 * it. As in the paper's order of steps, equalization comes first and turning after it.
 */
import { createBilinear } from "../../lib/bilinear";
import type { GreyCrop } from "../../lib/types";
import { ROTATION_DEGREES } from "./plan";
import { randomFor } from "./random-order";

export interface Turn {
  /** Clockwise on screen, radians, within ROTATION_DEGREES either way. */
  readonly angleRad: number;
  /** Left and right exchanged before turning. */
  readonly mirrored: boolean;
}

/**
 * The turn of a picture's copy: even over the range, and mirrored in half of the cases where `flip` is set. It depends
 * on nothing else, so a copy is the same in every set and protocol, and its features are computed once.
 */
export function turnOf(seed: number, picture: string, copy: number, flip: boolean): Turn {
  const random = randomFor(seed, `turn ${picture} ${copy}`);
  const angleRad = ((2 * random() - 1) * ROTATION_DEGREES * Math.PI) / 180;
  return { angleRad, mirrored: random() < 0.5 && flip };
}

/** Turns about the middle, bilinear; what comes in from outside repeats the outermost pixels. The size stays. */
export function turnCrop({ side, data }: GreyCrop, { angleRad, mirrored }: Turn): GreyCrop {
  const turned = new Uint8Array(side * side);
  const middle = (side - 1) / 2;
  const cosine = Math.cos(angleRad);
  const sine = Math.sin(angleRad);
  const valueAt = createBilinear(side, side, data);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const dx = column - middle;
      const dy = row - middle;
      const x = middle + cosine * dx + sine * dy;
      const y = middle - sine * dx + cosine * dy;
      turned[row * side + column] = Math.round(valueAt(mirrored ? side - 1 - x : x, y));
    }
  }
  return { side, data: turned };
}
