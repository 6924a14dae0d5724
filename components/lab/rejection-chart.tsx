/**
 * What the threshold for "other" trades: faces turned away against expressions lost. Lines differ by stroke, not by
 * colour alone. The same numbers stand in the table below it.
 */
import { useState } from "react";
import {
  TEST_SET_NAMES,
  type AccuracyReport,
  type LabelSource,
  type RejectionPoint,
} from "@/lib/evidence/accuracy-schema";
import { DataTable } from "../ui/data-table";
import { Chart } from "./chart";
import { linearScale, roundTicks } from "./chart-scale";
import { ChoiceGroup } from "./choice-group";
import { NOTHING, percent } from "../../lib/evidence/format";
import { linePoints, REJECTION_SERIES, type RejectionSeries } from "./rejection-series";

const HEIGHT = 320;
/** Beside the plot: to the left numbers of the axis, to the right half of one. */
const LEFT = 36;
const RIGHT = 14;
const TOP = 24;
const BOTTOM = HEIGHT - 48;
const STROKES: Readonly<Record<RejectionSeries["id"], string>> = {
  lostOfThree: "stroke-accent [stroke-dasharray:8_4]",
  rejectedOfNeutral: "stroke-ink [stroke-dasharray:10_3_2_3]",
  rejectedOfRest: "stroke-ink-soft [stroke-dasharray:2_4]",
  rightOfKept: "stroke-ink",
};

const SOURCES: readonly (readonly [LabelSource, string])[] = [
  ["majority", "what at least 5 of 10 people say (FER+)"],
  ["raw", "the published label"],
];

export function RejectionChart({ report }: { report: AccuracyReport }) {
  const curves = report.rows.flatMap(({ set, rejection }) => (rejection ? [{ set, ...rejection }] : []));
  const [chosen, setChosen] = useState(curves.at(-1)?.set);
  const [source, setSource] = useState<LabelSource>("majority");
  const curve = curves.find(({ set }) => set === chosen);
  if (!curve) return null;
  const inUse = report.models.decision.minimumExpressionShare;
  const { restWeight } = report.models.decision;
  const title = `Called “other” or not, on ${TEST_SET_NAMES[curve.set]}`;
  return (
    <>
      <h3 className="font-semibold">{title}</h3>
      <p className="text-ink-soft max-w-2xl">
        A face is called other where happy, sad and surprised together make less than a threshold, {inUse.toFixed(2)}{" "}
        here, of what the seven-label classifier gives them and the strongest of neutral and {restWeight} times angry,
        disgusted and afraid. A higher one turns away more faces that fit none of the three, and loses more that do. A
        face that a quality gate stops counts as not called other.
      </p>
      <ChoiceGroup
        legend="Test set"
        value={curve.set}
        options={curves.map(({ set }) => [set, TEST_SET_NAMES[set]] as const)}
        onChoose={setChosen}
      />
      <ChoiceGroup legend="Labels by" value={source} options={SOURCES} onChoose={setSource} />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {REJECTION_SERIES.map(({ id, name }) => (
          <li key={id} className="flex items-center gap-2">
            <svg aria-hidden="true" width="36" height="16" className="shrink-0">
              <line x1="0" x2="36" y1="8" y2="8" strokeWidth="2" className={STROKES[id]} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <Chart title={title} heightPx={HEIGHT}>
        {(widthPx) => <RejectionDrawing widthPx={widthPx} points={curve[source]} inUse={inUse} />}
      </Chart>
      <details>
        <summary className="w-fit cursor-pointer py-2">The curve as a table</summary>
        <RejectionTable title={title} points={curve[source]} inUse={inUse} />
      </details>
    </>
  );
}

interface CurveProps {
  readonly points: readonly RejectionPoint[];
  /** The threshold. */
  readonly inUse: number;
}

function RejectionDrawing({ widthPx, points, inUse }: CurveProps & { readonly widthPx: number }) {
  const right = widthPx - RIGHT;
  const x = linearScale([0, 1], [LEFT, right]);
  const y = linearScale([0, 1], [BOTTOM, TOP]);
  const ticks = roundTicks(0, 1, 5);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick} className="fill-ink-soft">
          <line x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={LEFT - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {Math.round(100 * tick)}
          </text>
          <text x={x(tick)} y={BOTTOM + 18} textAnchor="middle">
            {tick.toFixed(1)}
          </text>
        </g>
      ))}
      <text x={widthPx / 2} y={HEIGHT - 8} textAnchor="middle" className="fill-ink-soft">
        faces in % over the threshold
      </text>
      <line x1={x(inUse)} x2={x(inUse)} y1={TOP} y2={BOTTOM} strokeWidth="1.5" className="stroke-ink-soft" />
      <text x={x(inUse)} y={TOP - 8} textAnchor="middle" className="fill-ink">
        in use: {inUse.toFixed(2)}
      </text>
      {REJECTION_SERIES.map(({ id }) => (
        <polyline key={id} points={linePoints(points, id, x, y)} fill="none" strokeWidth="2" className={STROKES[id]} />
      ))}
    </>
  );
}

function RejectionTable({ title, points, inUse }: CurveProps & { readonly title: string }) {
  return (
    <DataTable testId="rejection-table" caption={`${title}, as numbers`}>
      <thead>
        <tr>
          <th scope="col">Threshold</th>
          {REJECTION_SERIES.map(({ id, name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.threshold}>
            <th scope="row">
              {point.threshold.toFixed(2)}
              {point.threshold === inUse && ", in use"}
            </th>
            {REJECTION_SERIES.map(({ id }) => {
              const share = point[id];
              return <td key={id}>{share === null ? NOTHING : percent(share)}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
