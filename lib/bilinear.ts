/**
 * Bilinear samples of a grid of numbers: a picture's channel, its luma, a grey crop. Used wherever pixels are resampled
 * (lib/align, lib/detect, the experiment's turned copies). Pure; the same numbers in worker, Node and training.
 */

/** `at`: the number in a column and row. Out: the value at (x, y), where whole numbers are pixel centres, clamped. */
export function createBilinear(
  width: number,
  height: number,
  at: (column: number, row: number) => number,
): (x: number, y: number) => number {
  return (x, y) => {
    const cx = Math.min(width - 1, Math.max(0, x));
    const cy = Math.min(height - 1, Math.max(0, y));
    const x0 = Math.floor(cx);
    const y0 = Math.floor(cy);
    const x1 = Math.min(width - 1, x0 + 1);
    const y1 = Math.min(height - 1, y0 + 1);
    const fx = cx - x0;
    const fy = cy - y0;
    const top = at(x0, y0) + fx * (at(x1, y0) - at(x0, y0));
    const bottom = at(x0, y1) + fx * (at(x1, y1) - at(x0, y1));
    return top + fy * (bottom - top);
  };
}
