/** The mark of a series in a chart and in its key: hollow diamond, square, disc. Goes inside an <svg>. */
import type { SizeSeries } from "./size-series";

interface SeriesMarkProps {
  readonly series: SizeSeries["id"];
  readonly x: number;
  readonly y: number;
}

export function SeriesMark({ series, x, y }: SeriesMarkProps) {
  switch (series) {
    case "printed":
      return <path d={`M${x - 6},${y}l6,-6l6,6l-6,6z`} strokeWidth="2" className="fill-panel stroke-ink-soft" />;
    case "paper":
      return <rect x={x - 5} y={y - 5} width="10" height="10" className="fill-accent" />;
    case "honest":
      return <circle cx={x} cy={y} r="5" className="fill-ink" />;
  }
}
