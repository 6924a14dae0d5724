/**
 * A square grey crop -> a smaller one, by averaging areas, so that measures do not depend on the backbone's input side.
 * In: [side, side] luma 0 to 255. Out: [toSide, toSide] float32 luma 0 to 255, rows from the top. Pure; linear, and no
 * weight is negative, so a crop that is darker everywhere stays so.
 */
import { PipelineError } from "../errors";
import type { GreyCrop } from "../types";

/** `toSide`: whole pixels, at most the crop's own side; else PipelineError "bad-input". */
export function shrinkCrop({ side, data }: GreyCrop, toSide: number): Float32Array {
  if (!(toSide >= 1 && toSide <= side)) {
    throw new PipelineError("bad-input", "quality", `side: got ${toSide}, expected 1 to ${side}`);
  }
  const narrow = new Float32Array(toSide * side);
  for (let row = 0; row < side; row++) averageLine(data, row * side, 1, side, narrow, row * toSide, 1, toSide);
  const small = new Float32Array(toSide * toSide);
  for (let column = 0; column < toSide; column++)
    averageLine(narrow, column, toSide, side, small, column, toSide, toSide);
  return small;
}

/** Shrinks one line of `from` numbers, `step` apart, to `to` numbers. */
function averageLine(
  source: ArrayLike<number>,
  sourceStart: number,
  sourceStep: number,
  from: number,
  target: Float32Array,
  targetStart: number,
  targetStep: number,
  to: number,
): void {
  const ratio = from / to;
  for (let index = 0; index < to; index++) {
    const start = index * ratio;
    const end = Math.min(from, start + ratio);
    let sum = 0;
    for (let i = Math.floor(start); i < end; i++) {
      const weight = Math.min(i + 1, end) - Math.max(i, start);
      sum += weight * source[sourceStart + i * sourceStep];
    }
    target[targetStart + index * targetStep] = sum / (end - start);
  }
}
