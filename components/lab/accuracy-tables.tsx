/**
 * Tables 2 and 3: accuracy of every classifier on every set, the paper's figure above ours and the leakage below. Each
 * of our figures is a button that chooses the cell for the parts of the page that look at one.
 */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { findCell, findLeakage, printedRate, rowsOf, type Choice, type SetRow } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { cellName, interval, NOTHING, percent, points, setName } from "../../lib/evidence/format";
import { PROTOCOL_NAMES } from "./place-words";
import { Section } from "./section";

interface AccuracyTablesProps {
  readonly report: ExperimentReport;
  readonly choice: Choice;
  readonly onChoose: (change: Partial<Choice>) => void;
}

export function AccuracyTables(props: AccuracyTablesProps) {
  const { report, choice } = props;
  return (
    <Section
      id="classifiers"
      intro="Choose one of our figures to see its confusion matrix and its line in the charts below. In brackets: 95 % interval. Between: the paper’s protocol minus the honest one, in points; part of it is leakage."
    >
      <AccuracyTable {...props} title="Table 2, as the pictures are" equalized={false} />
      <AccuracyTable {...props} title="Table 3, with bi-histogram equalization" equalized />
      <p className="text-ink-soft text-sm">
        {report.classifiers
          .filter(({ name, shortName }) => name !== shortName)
          .map(({ name, shortName }) => `${shortName}: ${name.toLowerCase()}`)
          .join("; ")}
        .
      </p>
      <p>
        <span role="status" data-testid="chosen-cell">
          Chosen: {chosenInWords(report, choice)}.
        </span>{" "}
        <a href="#confusion" className="text-accent inline-block py-1 underline">
          Go to its confusion matrix
        </a>
      </p>
    </Section>
  );
}

/** "Cubic SVM on DS4, the paper’s protocol: 71.7 %" */
function chosenInWords({ cells, classifiers }: ExperimentReport, choice: Choice): string {
  const cell = findCell(cells, choice);
  const accuracy = cell ? percent(cell.accuracy.rate) : "not measured";
  return `${cellName(classifiers, choice)}, ${PROTOCOL_NAMES[choice.protocol].toLowerCase()}: ${accuracy}`;
}

interface AccuracyTableProps extends AccuracyTablesProps {
  readonly title: string;
  readonly equalized: boolean;
}

function AccuracyTable({ title, equalized, report, choice, onChoose }: AccuracyTableProps) {
  return (
    <DataTable
      testId={equalized ? "table-3" : "table-2"}
      caption={`${title}: the paper’s figures and ours, ${PROTOCOL_NAMES[choice.protocol].toLowerCase()}`}
    >
      <thead>
        <tr>
          <th scope="col">Set</th>
          <th scope="col">Figure</th>
          {report.classifiers.map(({ id, shortName }) => (
            <th key={id} scope="col">
              {shortName}
            </th>
          ))}
        </tr>
      </thead>
      {rowsOf(report.cells, choice.backbone).map((row) => (
        <SetRows
          key={`${row.set} ${row.augmentation}`}
          row={row}
          equalized={equalized}
          report={report}
          choice={choice}
          onChoose={onChoose}
        />
      ))}
    </DataTable>
  );
}

interface SetRowsProps extends AccuracyTablesProps {
  readonly row: SetRow;
  readonly equalized: boolean;
}

/** The three lines of one set. */
function SetRows({ row, equalized, report, choice, onChoose }: SetRowsProps) {
  const { cells, classifiers, leakage } = report;
  const placeOf = (classifier: string): Choice => ({ ...choice, ...row, equalized, classifier });
  return (
    <tbody>
      <tr className="text-ink-soft">
        <th scope="rowgroup" rowSpan={3} className="text-ink align-top">
          {setName({ ...row, equalized })}
        </th>
        <th scope="row">Paper prints</th>
        {classifiers.map(({ id }) => {
          const printed = printedRate(row, equalized, id);
          return <td key={id}>{printed === null ? NOTHING : percent(printed)}</td>;
        })}
      </tr>
      <tr>
        <th scope="row">Ours</th>
        {classifiers.map(({ id }) => {
          const place = placeOf(id);
          const cell = findCell(cells, place);
          if (!cell) return <td key={id}>{NOTHING}</td>;
          const isChosen = findCell(cells, choice) === cell;
          return (
            <td key={id}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => onChoose(place)}
                className="border-control-line hover:border-ink-soft aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-accent-ink min-h-9 aria-pressed:underline cursor-pointer rounded-md border px-2 text-right"
              >
                <span className="sr-only">{cellName(classifiers, place)}:</span>
                <span className="block font-semibold">{percent(cell.accuracy.rate)}</span>
                <span className="block text-xs">({interval(cell.accuracy)})</span>
              </button>
            </td>
          );
        })}
      </tr>
      <tr className="text-ink-soft">
        <th scope="row">Between</th>
        {classifiers.map(({ id }) => {
          const entry = findLeakage(leakage, placeOf(id));
          return <td key={id}>{entry ? points(entry.difference) : NOTHING}</td>;
        })}
      </tr>
    </tbody>
  );
}
