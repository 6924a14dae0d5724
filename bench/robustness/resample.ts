/** A picture turned in its plane, as by a head that is laid on a shoulder, and a small one enlarged; bilinear. */
import { createBilinear } from "../../lib/bilinear";
import type { Picture, PointPx } from "../../lib/types";

/**
 * Clockwise about the middle; what comes in from outside repeats the outermost pixels. Out: a new, opaque picture of the
 * same size.
 */
export function turnPicture(picture: Picture, angleRad: number): Picture {
  const { width, height } = picture;
  const middle = { x: (width - 1) / 2, y: (height - 1) / 2 };
  const cosine = Math.cos(angleRad);
  const sine = Math.sin(angleRad);
  return resample(picture, width, height, (column, row) => {
    const dx = column - middle.x;
    const dy = row - middle.y;
    return { x: middle.x + cosine * dx + sine * dy, y: middle.y - sine * dx + cosine * dy };
  });
}

/** Not by sharp, which moves what it enlarges by half a pixel (measured with 0.35.5). Out: a new, opaque picture. */
export function enlargePicture(picture: Picture, width: number, height: number): Picture {
  const [across, down] = [picture.width / width, picture.height / height];
  return resample(picture, width, height, (column, row) => ({
    x: (column + 0.5) * across - 0.5,
    y: (row + 0.5) * down - 0.5,
  }));
}

/** `placeOf`: where in `picture` a pixel of the result comes from; whole numbers are pixel centres. */
function resample(
  { width: fromWidth, height: fromHeight, data }: Picture,
  width: number,
  height: number,
  placeOf: (column: number, row: number) => PointPx,
): Picture {
  const valueAt = createBilinear(fromWidth, fromHeight, data, 4);
  const resampled = new Uint8Array(width * height * 4).fill(255);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const { x, y } = placeOf(column, row);
      for (let channel = 0; channel < 3; channel++) {
        resampled[(row * width + column) * 4 + channel] = Math.round(valueAt(x, y, channel));
      }
    }
  }
  return { width, height, data: resampled };
}
