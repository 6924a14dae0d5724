/**
 * The copies that make DS2 to DS4 larger: a crop turned by a random angle, and mirrored where the flip variant asks for
 * it. As in the paper's order of steps, equalization comes first and turning after it.
 */
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
  const clamp = (value: number): number => Math.min(side - 1, Math.max(0, value));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const dx = column - middle;
      const dy = row - middle;
      const x = clamp(middle + cosine * dx + sine * dy);
      const y = clamp(middle - sine * dx + cosine * dy);
      const sourceX = mirrored ? side - 1 - x : x;
      const x0 = Math.floor(sourceX);
      const y0 = Math.floor(y);
      const x1 = Math.min(side - 1, x0 + 1);
      const y1 = Math.min(side - 1, y0 + 1);
      const fx = sourceX - x0;
      const fy = y - y0;
      const top = data[y0 * side + x0] + fx * (data[y0 * side + x1] - data[y0 * side + x0]);
      const bottom = data[y1 * side + x0] + fx * (data[y1 * side + x1] - data[y1 * side + x0]);
      turned[row * side + column] = Math.round(top + fy * (bottom - top));
    }
  }
  return { side, data: turned };
}
