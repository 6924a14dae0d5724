/** A picture turned in its plane, as by a head that is laid on a shoulder. */
import { createBilinear } from "../../lib/bilinear";
import type { Picture } from "../../lib/types";

/**
 * Clockwise about the middle, bilinear; what comes in from outside repeats the outermost pixels. Out: a new, opaque
 * picture of the same size.
 */
export function turnPicture({ width, height, data }: Picture, angleRad: number): Picture {
  const turned = new Uint8Array(width * height * 4).fill(255);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  const cosine = Math.cos(angleRad);
  const sine = Math.sin(angleRad);
  const channels = [0, 1, 2].map((channel) =>
    createBilinear(width, height, (column, row) => data[(row * width + column) * 4 + channel]),
  );
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const dx = column - middleX;
      const dy = row - middleY;
      const x = middleX + cosine * dx + sine * dy;
      const y = middleY - sine * dx + cosine * dy;
      for (let channel = 0; channel < 3; channel++) {
        turned[(row * width + column) * 4 + channel] = Math.round(channels[channel](x, y));
      }
    }
  }
  return { width, height, data: turned };
}
