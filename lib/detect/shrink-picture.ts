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

  // Each source row is first averaged along x, then added to the rows it belongs to: two cheap passes in one.
  const sums = new Float32Array(width * height * 3);
  const line = new Float32Array(width * 3);
  for (let y = 0; y < picture.height; y++) {
    averageRow(picture, y, columns, line);
    for (const { target, weight } of rows[y]) {
      const start = target * width * 3;
      for (let i = 0; i < line.length; i++) sums[start + i] += weight * line[i];
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

interface Share {
  readonly target: number;
  /** Part of the target pixel that this source pixel covers, 0 to 1. */
  readonly weight: number;
}

/** For each source pixel the one or two target pixels it falls into. Weights of one target sum to 1. */
function coverage(sourceLength: number, targetLength: number): Share[][] {
  const ratio = targetLength / sourceLength;
  return Array.from({ length: sourceLength }, (_, i) => {
    const start = i * ratio;
    const end = Math.min(targetLength, (i + 1) * ratio);
    const first = Math.min(targetLength - 1, Math.floor(start + 1e-9));
    const border = first + 1;
    if (end <= border + 1e-9) return [{ target: first, weight: end - start }];
    return [
      { target: first, weight: border - start },
      { target: border, weight: end - border },
    ];
  });
}

function averageRow(picture: Picture, y: number, columns: Share[][], line: Float32Array): void {
  line.fill(0);
  let from = y * picture.width * 4;
  for (let x = 0; x < picture.width; x++, from += 4) {
    for (const { target, weight } of columns[x]) {
      line[target * 3] += weight * picture.data[from];
      line[target * 3 + 1] += weight * picture.data[from + 1];
      line[target * 3 + 2] += weight * picture.data[from + 2];
    }
  }
}
