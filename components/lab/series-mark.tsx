/** The mark of a series in a chart and in its key, each shape in a colour of its own. Goes inside an <svg>. */

interface SeriesMarkProps {
  /** The diamond is hollow. */
  readonly shape: "diamond" | "square" | "disc";
  readonly x: number;
  readonly y: number;
}

export function SeriesMark({ shape, x, y }: SeriesMarkProps) {
  switch (shape) {
    case "diamond":
      return <path d={`M${x - 6},${y}l6,-6l6,6l-6,6z`} strokeWidth="2" className="fill-panel stroke-ink-soft" />;
    case "square":
      return <rect x={x - 5} y={y - 5} width="10" height="10" className="fill-accent" />;
    case "disc":
      return <circle cx={x} cy={y} r="5" className="fill-ink" />;
  }
}
