/**
 * Accuracy as a face gets worse in one way, with equalization and without, with 95 % intervals. One of several small
 * charts on the same scale. Series differ by mark and by stroke, not by colour alone; levels stand evenly. Plain SVG,
 * no wider than a phone, so that it need not scroll; the same numbers stand in the table below it.
 */
import { READINGS, type ReadingWay, type RobustnessCurve } from "@/lib/evidence/robustness-schema";
import { DataTable } from "../ui/data-table";
import { intervalPath, linearScale, roundTicks, type Plot } from "./chart-scale";
import { percentWithInterval, points, pValue } from "../../lib/evidence/format";
import { DEGRADATION_NAMES, levelWords } from "./robustness-words";
import { SeriesMark } from "./series-mark";

const WIDTH = 288;
const HEIGHT = 210;
const PLOT: Plot = { left: 48, right: WIDTH - 4, top: 10, bottom: 160 };
/** Between the plot's edge and the first level. */
const MARGIN = 18;

const NAMES: Readonly<Record<ReadingWay, string>> = { equalized: "Equalized", plain: "Not equalized" };
const SHAPES = { equalized: "disc", plain: "square" } as const;
const STROKES = { equalized: "stroke-ink", plain: "stroke-accent [stroke-dasharray:8_4]" } as const;
const INTERVAL_STROKES = { equalized: "stroke-ink", plain: "stroke-accent" } as const;
/** Intervals of one level stand beside each other. */
const SHIFTS = { equalized: 6, plain: -6 } as const;

/** Which line is which, once for all charts. */
export function RobustnessKey() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {READINGS.map((way) => (
        <li key={way} className="flex items-center gap-2">
          <svg aria-hidden="true" width="36" height="16">
            <line x1="0" x2="36" y1="8" y2="8" strokeWidth="2" className={STROKES[way]} />
            <SeriesMark shape={SHAPES[way]} x={18} y={8} />
          </svg>
          {NAMES[way]}
        </li>
      ))}
    </ul>
  );
}

interface RobustnessChartProps {
  readonly curve: RobustnessCurve;
  /** Rate at the foot of the axis, which ends at 1. */
  readonly lowest: number;
}

export function RobustnessChart({ curve, lowest }: RobustnessChartProps) {
  const { degradation, unit, levels } = curve;
  const name = DEGRADATION_NAMES[degradation];
  return (
    <div className="min-w-0">
      <h3 className="font-semibold">{name}</h3>
      <RobustnessDrawing curve={curve} lowest={lowest} />
      <details>
        <summary className="w-fit cursor-pointer py-2 text-sm">The numbers: {name}</summary>
        <DataTable testId={`robustness-${degradation}`} caption={`${name}: accuracy with 95 % intervals`}>
          <thead>
            <tr>
              <th scope="col">Level ({unit})</th>
              {READINGS.map((way) => (
                <th key={way} scope="col">
                  {NAMES[way]}
                </th>
              ))}
              <th scope="col">Difference, points</th>
              <th scope="col">p, adjusted</th>
            </tr>
          </thead>
          <tbody>
            {levels.map(({ level, equalized, plain, adjustedP }) => (
              <tr key={level}>
                <th scope="row">{levelWords(level)}</th>
                <td>{percentWithInterval(equalized)}</td>
                <td>{percentWithInterval(plain)}</td>
                <td>{points(equalized.rate - plain.rate)}</td>
                <td>{pValue(adjustedP)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </details>
    </div>
  );
}

function RobustnessDrawing({ curve: { degradation, unit, levels }, lowest }: RobustnessChartProps) {
  const x = linearScale([0, levels.length - 1], [PLOT.left + MARGIN, PLOT.right - MARGIN]);
  const y = linearScale([lowest, 1], [PLOT.bottom, PLOT.top]);
  const name = DEGRADATION_NAMES[degradation];
  return (
    <svg
      role="img"
      aria-label={`${name}: accuracy with and without equalization. The numbers are in the table below.`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full max-w-md"
      fontSize="12"
    >
      {roundTicks(lowest, 1, 5).map((rate) => (
        <g key={rate}>
          <line x1={PLOT.left} x2={PLOT.right} y1={y(rate)} y2={y(rate)} className="stroke-line" />
          <text x={PLOT.left - 6} y={y(rate)} dy="0.35em" textAnchor="end" className="fill-ink-soft">
            {Math.round(100 * rate)} %
          </text>
        </g>
      ))}
      {levels.map(({ level }, index) => (
        <text key={level} x={x(index)} y={PLOT.bottom + 18} textAnchor="middle" className="fill-ink">
          {levelWords(level)}
        </text>
      ))}
      <text x={WIDTH / 2} y={HEIGHT - 6} textAnchor="middle" className="fill-ink-soft">
        {unit}
      </text>
      {READINGS.map((way) => (
        <g key={way}>
          <polyline
            points={levels.map((level, index) => `${x(index) + SHIFTS[way]},${y(level[way].rate)}`).join(" ")}
            fill="none"
            strokeWidth="2"
            className={STROKES[way]}
          />
          {levels.map((level, index) => (
            <g key={level.level}>
              <path
                d={intervalPath(x(index) + SHIFTS[way], y(level[way].low), y(level[way].high))}
                fill="none"
                strokeWidth="1.5"
                className={INTERVAL_STROKES[way]}
              />
              <SeriesMark shape={SHAPES[way]} x={x(index) + SHIFTS[way]} y={y(level[way].rate)} />
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
