/**
 * Least-squares similarity transform (rotation, one scale, shift; no mirror) from points to points.
 * Source: Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991; in two
 * dimensions it has this closed form.
 */
import { PipelineError } from "../errors";
import type { PointPx } from "../types";

/** x' = a x - b y + tx, y' = b x + a y + ty. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export function similarityTransform(from: readonly PointPx[], to: readonly PointPx[]): Similarity {
  const centerFrom = mean(from);
  const centerTo = mean(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  from.forEach((point, i) => {
    const x = point.x - centerFrom.x;
    const y = point.y - centerFrom.y;
    const u = to[i].x - centerTo.x;
    const v = to[i].y - centerTo.y;
    dot += x * u + y * v;
    cross += x * v - y * u;
    spread += x * x + y * y;
  });
  if (!(spread > 0)) {
    throw new PipelineError(
      "bad-input",
      "align",
      "points to map from: got all in one place, expected at least two apart",
    );
  }
  const a = dot / spread;
  const b = cross / spread;
  return {
    a,
    b,
    tx: centerTo.x - (a * centerFrom.x - b * centerFrom.y),
    ty: centerTo.y - (b * centerFrom.x + a * centerFrom.y),
  };
}

function mean(points: readonly PointPx[]): PointPx {
  const sum = points.reduce((total, point) => ({ x: total.x + point.x, y: total.y + point.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
