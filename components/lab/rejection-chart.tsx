/**
 * What the threshold for "other" trades: faces turned away against expressions lost. Lines differ by stroke, not by
 * colour alone. Drawn as plain SVG in units of CSS pixels at its smallest size; the same numbers stand in the table.
 */
import { useId, useState } from "react";
import {
  TEST_SET_NAMES,
  type AccuracyReport,
  type LabelSource,
  type RejectionPoint,
} from "@/lib/evidence/accuracy-schema";
import { DataTable } from "../ui/data-table";
import { ScrollRegion } from "../ui/scroll-region";
import { linearScale, roundTicks } from "./chart-scale";
import { ChoiceGroup } from "./choice-group";
import { NOTHING, percent } from "../../lib/evidence/format";
import { linePoints, REJECTION_SERIES, type RejectionSeries } from "./rejection-series";

const WIDTH = 520;
const HEIGHT = 320;
const PLOT = { left: 48, right: WIDTH - 20, top: 24, bottom: HEIGHT - 48 } as const;
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
  const titleId = useId();
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
      <h3 id={titleId} className="font-semibold">
        {title}
      </h3>
      <p className="text-ink-soft max-w-2xl">
        A face is called other where happy, sad and surprised together make less than a threshold, {inUse.toFixed(2)}{" "}
        here, of what the seven-label classifier gives them, neutral and {restWeight} times the other labels. A higher
        one turns away more faces that fit none of the three, and loses more that do.
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
      <ScrollRegion labelledBy={titleId}>
        <RejectionDrawing title={title} points={curve[source]} inUse={inUse} />
      </ScrollRegion>
      <details>
        <summary className="w-fit cursor-pointer py-2">The curve as a table</summary>
        <RejectionTable title={title} points={curve[source]} inUse={inUse} />
      </details>
    </>
  );
}

interface CurveProps {
  readonly title: string;
  readonly points: readonly RejectionPoint[];
  /** The threshold. */
  readonly inUse: number;
}

function RejectionDrawing({ title, points, inUse }: CurveProps) {
  const x = linearScale([0, 1], [PLOT.left, PLOT.right]);
  const y = linearScale([0, 1], [PLOT.bottom, PLOT.top]);
  const ticks = roundTicks(0, 1, 5);
  return (
    <svg
      role="img"
      aria-label={`${title}. The numbers are in the table below.`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="w-full max-w-3xl min-w-[32rem]"
      fontSize="13"
    >
      {ticks.map((tick) => (
        <g key={tick} className="fill-ink-soft">
          <line x1={PLOT.left} x2={PLOT.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={PLOT.left - 8} y={y(tick)} dy="0.35em" textAnchor="end">
            {Math.round(100 * tick)}
          </text>
          <text x={x(tick)} y={PLOT.bottom + 18} textAnchor="middle">
            {tick.toFixed(1)}
          </text>
        </g>
      ))}
      <text x={(PLOT.left + PLOT.right) / 2} y={HEIGHT - 8} textAnchor="middle" className="fill-ink-soft">
        share of faces in % over the threshold
      </text>
      <line x1={x(inUse)} x2={x(inUse)} y1={PLOT.top} y2={PLOT.bottom} strokeWidth="1.5" className="stroke-ink-soft" />
      <text x={x(inUse)} y={PLOT.top - 8} textAnchor="middle" className="fill-ink">
        in use: {inUse.toFixed(2)}
      </text>
      {REJECTION_SERIES.map(({ id }) => (
        <polyline key={id} points={linePoints(points, id, x, y)} fill="none" strokeWidth="2" className={STROKES[id]} />
      ))}
    </svg>
  );
}

function RejectionTable({ title, points, inUse }: CurveProps) {
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
