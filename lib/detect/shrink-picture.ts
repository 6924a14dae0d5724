/**
 * Shrinks a picture by averaging areas, so that the detector's small input does not alias. First step of detection.
 * In: RGBA picture; out: RGBA picture whose longer side is at most `longSidePx`; a smaller one is returned as it is.
 * Plain TypeScript: the same bytes in the worker and in Node.
 */
import type { Picture } from "../types";

export function shrinkPicture(picture: Picture, longSidePx: number): Picture {
  const scale = Math.max(picture.width, picture.height) / longSidePx;
  if (scale <= 1) return picture;
  const width = Math.max(1, Math.round(picture.width / scale));
  const height = Math.max(1, Math.round(picture.height / scale));
  const columns = coverage(picture.width, width);
  const rows = coverage(picture.height, height);

  // Each source row is averaged along x once, then added to the one or two rows that it belongs to.
  const sums = new Float32Array(width * height * 3);
  const line = new Float32Array(width * 3);
  let averaged = -1;
  for (let row = 0, at = 0; row < height; row++) {
    const start = row * line.length;
    for (let y = rows.first[row]; at < rows.end[row]; y++, at++) {
      if (y !== averaged) averageRow(picture, y, columns, line);
      averaged = y;
      const share = rows.share[at];
      for (let i = 0; i < line.length; i++) sums[start + i] += share * line[i];
    }
  }
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0, from = 0; i < data.length; i += 4, from += 3) {
    data[i] = sums[from];
    data[i + 1] = sums[from + 1];
    data[i + 2] = sums[from + 2];
    data[i + 3] = 255;
  }
  return { width, height, data };
}

/**
 * Half as wide and high, rounded down, at least 1: means of 2 x 2 pixels. Faster than `shrinkPicture`; the views of one
 * frame share the result. The last column and row of odd sides are left out.
 */
export function halvePicture({ width: fromWidth, height: fromHeight, data: source }: Picture): Picture {
  const width = Math.max(1, fromWidth >> 1);
  const height = Math.max(1, fromHeight >> 1);
  const right = fromWidth > 1 ? 4 : 0;
  const below = fromHeight > 1 ? 4 * fromWidth : 0;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0, to = 0; row < height; row++) {
    let from = 2 * row * 4 * fromWidth;
    for (let column = 0; column < width; column++, from += 8) {
      for (let at = from; at < from + 4; at++) {
        data[to++] = (source[at] + source[at + right] + source[at + below] + source[at + below + right] + 2) >> 2;
      }
    }
  }
  return { width, height, data };
}

/**
 * Which source pixels fall into each target pixel, and with which part of it, 0 to 1; the parts of one target sum to 1.
 * Numbers in a row, because they are read for every pixel of every frame.
 */
interface Coverage {
  /** [targets] its first source pixel; the others follow. */
  readonly first: Int32Array;
  /** [targets] where its parts end in `share`; they begin where those of the target before end. */
  readonly end: Int32Array;
  readonly share: Float64Array;
}

function coverage(sourceLength: number, targetLength: number): Coverage {
  const ratio = targetLength / sourceLength;
  const first = new Int32Array(targetLength).fill(-1);
  const end = new Int32Array(targetLength);
  const share: number[] = [];
  const add = (target: number, source: number, part: number): void => {
    if (first[target] < 0) first[target] = source;
    end[target] = share.push(part);
  };
  for (let source = 0; source < sourceLength; source++) {
    const from = source * ratio;
    const to = Math.min(targetLength, (source + 1) * ratio);
    const target = Math.min(targetLength - 1, Math.floor(from + 1e-9));
    const border = target + 1;
    const isWhole = to <= border + 1e-9;
    add(target, source, (isWhole ? to : border) - from);
    if (!isWhole) add(border, source, to - border);
  }
  return { first, end, share: Float64Array.from(share) };
}

/** Sums are rounded to float32 after each pixel, as they were when the limits of detection were chosen. */
function averageRow({ width, data }: Picture, y: number, { first, end, share }: Coverage, line: Float32Array): void {
  for (let column = 0, at = 0; column < first.length; column++) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let from = (y * width + first[column]) * 4; at < end[column]; at++, from += 4) {
      red = Math.fround(red + share[at] * data[from]);
      green = Math.fround(green + share[at] * data[from + 1]);
      blue = Math.fround(blue + share[at] * data[from + 2]);
    }
    line[column * 3] = red;
    line[column * 3 + 1] = green;
    line[column * 3 + 2] = blue;
  }
}
