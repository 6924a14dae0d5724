/** From values to places in a chart, round numbers for its axis, and the bar of an interval. Pure. */

export interface Scale {
  (value: number): number;
}

/** Where in a drawing its axes span their values. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

type Range = readonly [from: number, to: number];

/** A domain without width maps to the middle. */
export function linearScale([low, high]: Range, [from, to]: Range): Scale {
  if (low === high) return () => (from + to) / 2;
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

/** For counts: equal factors are equal distances. Values above 0. */
export function logScale([low, high]: Range, range: Range): Scale {
  const scale = linearScale([Math.log(low), Math.log(high)], range);
  return (value) => scale(Math.log(value));
}

/** Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, about `count` of them, both included. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toFixed(9)),
  );
}

/** Where an axis of rates begins that ends at 1: at the tenth below all of them, at most 0.9. */
export function tenthBelow(rates: readonly number[]): number {
  return Math.min(0.9, Math.floor(Math.min(...rates) * 10 + 1e-9) / 10);
}

/** SVG path of a vertical bar with caps. */
export function intervalPath(x: number, low: number, high: number): string {
  return `M${x - 4},${low}h8M${x - 4},${high}h8M${x},${low}V${high}`;
}
