/**
 * The part of an aligned crop that quality is measured on: an ellipse around eyes, nose and mouth. Hair, collar and
 * background differ from picture to picture, and a sharp or bright background says nothing about the face.
 */

/**
 * Side in pixels of the grid that crops are shrunk to before anything is measured. It is FER2013's: what can be read at
 * this scale is what most of the training pictures show, and detail finer than that does not count.
 */
export const REGION_SIDE = 48;

/**
 * Centre and half axes as parts of the side. The aligned eyes (0.32 and 0.68 across, 0.38 down) and the mouth (0.75 down)
 * lie well inside (lib/align/align-face.ts).
 */
const ELLIPSE = { centerX: 0.5, centerY: 0.55, radiusX: 0.38, radiusY: 0.42 } as const;

/** Whether the pixel at this column and row of the grid belongs to the face. */
export function isFace(column: number, row: number): boolean {
  const x = ((column + 0.5) / REGION_SIDE - ELLIPSE.centerX) / ELLIPSE.radiusX;
  const y = ((row + 0.5) / REGION_SIDE - ELLIPSE.centerY) / ELLIPSE.radiusY;
  return x * x + y * y < 1;
}

/** Positions of the face's pixels in the grid, row by row. */
export const FACE_PIXELS: readonly number[] = Array.from({ length: REGION_SIDE ** 2 }, (_, at) => at).filter((at) =>
  isFace(at % REGION_SIDE, Math.floor(at / REGION_SIDE)),
);
