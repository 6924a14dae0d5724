/**
 * Accuracy against the size of the data set, with 95 % intervals. Series differ by mark and by stroke, not by colour
 * alone. The same numbers stand in the table below it.
 */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { intervalPath, roundTicks, type Plot } from "./chart-scale";
import { Chart } from "./chart";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { NOTHING, percent, percentWithInterval, whole } from "../../lib/evidence/format";
import { Section } from "./section";
import { SeriesMark } from "./series-mark";
import { lowestRate, picturesOf, sizeScales, sizeSeries, type SizeSeries } from "./size-series";

const HEIGHT = 320;
/** Beside the plot: to the left numbers of the axis. */
const LEFT = 56;
const RIGHT = 30;
const TOP = 14;
const BOTTOM = HEIGHT - 56;
/** Of "14,519" below a set. */
const COUNT_WIDTH = 46;
/** Intervals of one set stand beside each other. */
const SHIFTS = { printed: 0, paper: -8, honest: 8 } as const;
const SHAPES = { printed: "diamond", paper: "square", honest: "disc" } as const;
const STROKES = {
  printed: "stroke-ink-soft [stroke-dasharray:2_4]",
  paper: "stroke-accent [stroke-dasharray:8_4]",
  honest: "stroke-ink",
} as const;

export function SizeChart({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const series = sizeSeries(report, choice).filter(({ points }) => points.length > 0);
  const pictures = picturesOf(report, choice);
  const name = report.classifiers.find(({ id }) => id === choice.classifier)?.name ?? choice.classifier;
  const title = `${name}, ${choice.equalized ? "equalized" : "not equalized"}: accuracy against the size of the data set`;
  return (
    <Section
      id="sizes"
      intro="What copies seem to bring under the paper’s protocol, and what they bring to pictures whose copies were not trained on. Bars: 95 % intervals; the paper gives none."
    >
      <h3 className="font-semibold">{title}</h3>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {series.map(({ id, name: words }) => (
          <li key={id} className="flex items-center gap-2">
            <svg aria-hidden="true" width="36" height="16">
              <line x1="0" x2="36" y1="8" y2="8" strokeWidth="2" className={STROKES[id]} />
              <SeriesMark shape={SHAPES[id]} x={18} y={8} />
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <Chart title={title} heightPx={HEIGHT}>
        {(widthPx) => <SizeDrawing widthPx={widthPx} series={series} pictures={pictures} />}
      </Chart>
      <details>
        <summary className="w-fit cursor-pointer py-2">The chart as a table</summary>
        <DataTable testId="size-table" caption={`${title}, as numbers`}>
          <thead>
            <tr>
              <th scope="col">Set</th>
              <th scope="col">Pictures here</th>
              {series.map(({ id, name: words }) => (
                <th key={id} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pictures.map(({ set, pictures: count }) => (
              <tr key={set}>
                <th scope="row">{set}</th>
                <td>{whole(count)}</td>
                {series.map(({ id, points }) => {
                  const point = points.find((one) => one.set === set);
                  const text = point?.share ? percentWithInterval(point.share) : point && percent(point.rate);
                  return <td key={id}>{text ?? NOTHING}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </DataTable>
      </details>
    </Section>
  );
}

interface SizeDrawingProps {
  readonly widthPx: number;
  readonly series: readonly SizeSeries[];
  readonly pictures: ReturnType<typeof picturesOf>;
}

function SizeDrawing({ widthPx, series, pictures }: SizeDrawingProps) {
  const plot: Plot = { left: LEFT, right: widthPx - RIGHT, top: TOP, bottom: BOTTOM };
  const lowest = lowestRate(series);
  const { x, y, isBySize } = sizeScales(plot, pictures, lowest, COUNT_WIDTH);
  return (
    <>
      {roundTicks(lowest, 1, 5).map((rate) => (
        <g key={rate}>
          <line x1={plot.left - 20} x2={plot.right + 20} y1={y(rate)} y2={y(rate)} className="stroke-line" />
          <text x={plot.left - 26} y={y(rate)} dy="0.35em" textAnchor="end" className="fill-ink-soft">
            {Math.round(100 * rate)}
          </text>
        </g>
      ))}
      {pictures.map(({ set, pictures: count }) => (
        <g key={set} textAnchor="middle">
          <text x={x(set)} y={plot.bottom + 18} className="fill-ink">
            {set}
          </text>
          <text x={x(set)} y={plot.bottom + 34} className="fill-ink-soft">
            {whole(count)}
          </text>
        </g>
      ))}
      <text x={widthPx / 2} y={HEIGHT - 4} textAnchor="middle" className="fill-ink-soft">
        accuracy in %, pictures {isBySize ? "(logarithmic)" : "in the set"}
      </text>
      {series.map(({ id, points }) => (
        <g key={id}>
          <polyline
            points={points.map(({ set, rate }) => `${x(set) + SHIFTS[id]},${y(rate)}`).join(" ")}
            fill="none"
            strokeWidth="2"
            className={STROKES[id]}
          />
          {points.map(({ set, rate, share }) => (
            <g key={set}>
              {share && (
                <path
                  d={intervalPath(x(set) + SHIFTS[id], y(share.low), y(share.high))}
                  fill="none"
                  strokeWidth="1.5"
                  className={id === "paper" ? "stroke-accent" : "stroke-ink"}
                />
              )}
              <SeriesMark shape={SHAPES[id]} x={x(set) + SHIFTS[id]} y={y(rate)} />
            </g>
          ))}
        </g>
      ))}
    </>
  );
}
