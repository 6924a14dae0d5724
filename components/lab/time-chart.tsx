/** Table 4: training time on DS4 as bars, the paper's two figures as diamonds on the same axis, and the numbers. */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { Chart } from "./chart";
import { linearScale, roundTicks } from "./chart-scale";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { NOTHING, seconds } from "../../lib/evidence/format";
import { PROTOCOL_NAMES } from "./place-words";
import { Section } from "./section";
import { SeriesMark } from "./series-mark";
import { longestSeconds, timeRows, type TimeRow } from "./time-rows";

/** A classifier's name, and its bar below it. */
const ROW = 48;
const NAME = 14;
const BAR = 18;
/** Half of the axis' first number. */
const LEFT = 6;
/** Of the figure at the end of the longest bar. */
const FIGURE_WIDTH = 54;
const TOP = 6;
const AXIS = 44;

export function TimeChart({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const rows = timeRows(report, choice);
  const protocol = PROTOCOL_NAMES[choice.protocol].toLowerCase();
  const title = `Training time on ${choice.equalized ? "Bi-DS4" : "DS4"}, ${protocol}`;
  return (
    <Section
      id="times"
      intro="The paper’s Table 4 is a chart; its text gives two figures, on DS4 (diamonds). Machines, programs and numbers of pictures differ, and ours are single runs beside other work, so little can be compared but the order of magnitude."
    >
      <h3 className="font-semibold">{title}</h3>
      <Chart title={title} heightPx={TOP + rows.length * ROW + AXIS}>
        {(widthPx) => <TimeDrawing widthPx={widthPx} rows={rows} />}
      </Chart>
      <DataTable testId="table-4" caption={`${title}, and time to classify one face`}>
        <thead>
          <tr>
            <th scope="col">Classifier</th>
            <th scope="col">Training on DS4, the paper</th>
            <th scope="col">Training, here</th>
            <th scope="col">One face, here</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, printedSeconds, trainSeconds, predictMs }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{printedSeconds === null ? NOTHING : `${printedSeconds} s`}</td>
              <td>{trainSeconds === null ? NOTHING : seconds(trainSeconds)}</td>
              <td>{predictMs === null ? NOTHING : `${predictMs.toFixed(3)} ms`}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}

function TimeDrawing({ widthPx, rows }: { widthPx: number; rows: readonly TimeRow[] }) {
  const longest = longestSeconds(rows);
  const x = linearScale([0, longest], [LEFT, widthPx - FIGURE_WIDTH - 10]);
  const bottom = TOP + rows.length * ROW;
  return (
    <>
      {roundTicks(0, longest, 5).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={bottom} className="stroke-line" />
          <text x={x(tick)} y={bottom + 18} textAnchor="middle" className="fill-ink-soft">
            {tick}
          </text>
        </g>
      ))}
      <text x={widthPx / 2} y={bottom + 38} textAnchor="middle" className="fill-ink-soft">
        seconds; diamond: the paper’s figure
      </text>
      {rows.map(({ id, name, trainSeconds, printedSeconds }, index) => {
        const top = TOP + index * ROW;
        const middle = top + NAME + 4 + BAR / 2;
        const end = x(trainSeconds ?? 0);
        const printedAt = printedSeconds === null ? null : x(printedSeconds);
        return (
          <g key={id}>
            <text x={LEFT} y={top + NAME} className="fill-ink">
              {name}
            </text>
            <rect x={LEFT} y={middle - BAR / 2} width={end - LEFT} height={BAR} className="fill-accent" />
            {printedAt !== null && <SeriesMark shape="diamond" x={printedAt} y={middle} />}
            <text x={figurePlace(end, printedAt)} y={middle} dy="0.35em" className="fill-ink">
              {trainSeconds === null ? NOTHING : seconds(trainSeconds)}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** Behind the bar, or behind the diamond where that would stand in the figure's way. */
function figurePlace(end: number, printedAt: number | null): number {
  const isInTheWay = printedAt !== null && printedAt > end - 10 && printedAt < end + FIGURE_WIDTH + 16;
  return (isInTheWay ? printedAt : end) + 10;
}
