/**
 * Histograms and mapping of the 256 levels as SVG paths, one unit a level along x, and as rows of a table. Pure.
 * y grows downwards, as in SVG.
 */
import type { Equalization } from "../../../lib/types";

const LEVELS = 256;
/** Levels in one row of the table. */
const BAND = 16;

/** Filled bars from the bottom of a chart that is `height` high; a level with `peak` pixels reaches the top. */
export function histogramPath(counts: ArrayLike<number>, peak: number, height: number): string {
  const top = (level: number): string => (height - (height * counts[level]) / Math.max(1, peak)).toFixed(1);
  const steps = Array.from({ length: LEVELS }, (_, level) => `V${top(level)}H${level + 1}`);
  return `M0,${height}${steps.join("")}V${height}Z`;
}

/** Two curves from the lower left, of the levels up to `split` and of those above: they do not meet. */
export function mappingPath({ mapping, split }: Pick<Equalization, "mapping" | "split">): string {
  const points = Array.from(mapping, (level, from) => `${from},${LEVELS - 1 - level}`);
  const lower = points.slice(0, split + 1);
  const upper = points.slice(split + 1);
  return [lower, upper]
    .filter((half) => half.length > 0)
    .map((half) => `M${half.join("L")}`)
    .join("");
}

export interface LevelBand {
  readonly low: number;
  readonly high: number;
  readonly before: number;
  readonly after: number;
  /** What the band's lowest and highest level become. */
  readonly mappedLow: number;
  readonly mappedHigh: number;
}

export function levelBands({ before, after, mapping }: Equalization): LevelBand[] {
  return Array.from({ length: LEVELS / BAND }, (_, band): LevelBand => {
    const low = band * BAND;
    const high = low + BAND - 1;
    const sum = (counts: Uint32Array): number => counts.subarray(low, high + 1).reduce((a, b) => a + b, 0);
    return { low, high, before: sum(before), after: sum(after), mappedLow: mapping[low], mappedHigh: mapping[high] };
  });
}
