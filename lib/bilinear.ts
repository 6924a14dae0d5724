/**
 * Bilinear samples of a grid of numbers: a picture's channel, its luma, a grey crop. Used wherever pixels are resampled
 * (lib/align, lib/detect, the experiment's turned copies). Pure; the same numbers in worker, Node and training.
 */

/**
 * `data`: rows from the top, `stride` numbers to a pixel, of which the sampler's `channel` picks one. Out: the value at
 * (x, y), where whole numbers are pixel centres, clamped.
 */
export function createBilinear(
  width: number,
  height: number,
  data: ArrayLike<number>,
  stride = 1,
): (x: number, y: number, channel?: number) => number {
  return (x, y, channel = 0) => {
    const cx = Math.min(width - 1, Math.max(0, x));
    const cy = Math.min(height - 1, Math.max(0, y));
    const x0 = Math.floor(cx);
    const y0 = Math.floor(cy);
    const fx = cx - x0;
    const fy = cy - y0;
    const upper = (y0 * width + x0) * stride + channel;
    const lower = y0 < height - 1 ? upper + width * stride : upper;
    const right = x0 < width - 1 ? stride : 0;
    const top = data[upper] + fx * (data[upper + right] - data[upper]);
    const bottom = data[lower] + fx * (data[lower + right] - data[lower]);
    return top + fy * (bottom - top);
  };
}
