/** Table 4: training time on DS4 as bars, the paper's two figures as diamonds on the same axis, and the numbers. */
import { useId } from "react";
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { linearScale, roundTicks } from "./chart-scale";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { NOTHING, seconds } from "../../lib/evidence/format";
import { PROTOCOL_NAMES } from "./place-words";
import { ScrollRegion } from "../ui/scroll-region";
import { Section } from "./section";
import { SeriesMark } from "./series-mark";
import { longestSeconds, timeRows, type TimeRow } from "./time-rows";

const WIDTH = 560;
const ROW = 34;
const BAR = 18;
const LEFT = 190;
/** Of the figure at the end of the longest bar. */
const FIGURE_WIDTH = 54;
const RIGHT = WIDTH - FIGURE_WIDTH - 10;
const TOP = 6;

export function TimeChart({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const titleId = useId();
  const rows = timeRows(report, choice);
  const protocol = PROTOCOL_NAMES[choice.protocol].toLowerCase();
  const title = `Training time on ${choice.equalized ? "Bi-DS4" : "DS4"}, ${protocol}`;
  return (
    <Section
      id="times"
      intro="The paper’s Table 4 is a chart; its text gives two figures (diamonds). Machines, programs and numbers of pictures differ, and ours are single runs beside other work, so little can be compared but the order of magnitude."
    >
      <h3 id={titleId} className="font-semibold">
        {title}
      </h3>
      <ScrollRegion labelledBy={titleId}>
        <TimeDrawing title={title} rows={rows} />
      </ScrollRegion>
      <DataTable testId="table-4" caption={`${title}, and time to classify one face`}>
        <thead>
          <tr>
            <th scope="col">Classifier</th>
            <th scope="col">Training, the paper</th>
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

function TimeDrawing({ title, rows }: { title: string; rows: readonly TimeRow[] }) {
  const longest = longestSeconds(rows);
  const x = linearScale([0, longest], [LEFT, RIGHT]);
  const bottom = TOP + rows.length * ROW;
  return (
    <svg
      role="img"
      aria-label={`${title}. The numbers are in the table below.`}
      viewBox={`0 0 ${WIDTH} ${bottom + 44}`}
      className="w-full max-w-3xl min-w-[35rem]"
      fontSize="13"
    >
      {roundTicks(0, longest, 5).map((tick) => (
        <g key={tick}>
          <line x1={x(tick)} x2={x(tick)} y1={TOP} y2={bottom} className="stroke-line" />
          <text x={x(tick)} y={bottom + 18} textAnchor="middle" className="fill-ink-soft">
            {tick}
          </text>
        </g>
      ))}
      <text x={(LEFT + RIGHT) / 2} y={bottom + 38} textAnchor="middle" className="fill-ink-soft">
        seconds; diamond: the paper’s figure
      </text>
      {rows.map(({ id, name, trainSeconds, printedSeconds }, index) => {
        const middle = TOP + (index + 0.5) * ROW;
        const end = x(trainSeconds ?? 0);
        const printedAt = printedSeconds === null ? null : x(printedSeconds);
        return (
          <g key={id}>
            <text x={LEFT - 8} y={middle} dy="0.35em" textAnchor="end" className="fill-ink">
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
    </svg>
  );
}

/** Behind the bar, or behind the diamond where that would stand in the figure's way. */
function figurePlace(end: number, printedAt: number | null): number {
  const isInTheWay = printedAt !== null && printedAt > end - 10 && printedAt < end + FIGURE_WIDTH + 16;
  return (isInTheWay ? printedAt : end) + 10;
}
