/** Accuracy of the default head and of the seven labels, on every test set at every input size. */
import {
  resultOf,
  TEST_SET_NAMES,
  TEST_SETS,
  type AccuracyReport,
  type AccuracyRow,
} from "@/lib/evidence/accuracy-schema";
import { accuracyOf, accuracyOrNull } from "@/lib/evidence/confusion";
import type { Share } from "@/lib/evidence/share";
import { DataTable } from "../ui/data-table";
import { NOTHING, percentWithInterval, whole } from "../../lib/evidence/format";

export function TestSetsTable({ report }: { report: AccuracyReport }) {
  const rowsOfSets = TEST_SETS.map((set) => report.rows.filter((row) => row.set === set));
  return (
    <DataTable testId="accuracy-sets" caption="By test set and input size, with 95 % intervals">
      <thead>
        <tr>
          <th scope="col">Test set</th>
          <th scope="col">Input</th>
          <th scope="col">Happy, sad, surprised faces</th>
          <th scope="col">Three classes, raw label</th>
          <th scope="col">Three classes, FER+ majority</th>
          <th scope="col">Seven labels, raw label</th>
          <th scope="col">Seven labels, FER+ majority</th>
          <th scope="col">Called “other”, of the three</th>
        </tr>
      </thead>
      {rowsOfSets.map((rows) => rows.length > 0 && <SetRows key={rows[0].set} rows={rows} report={report} />)}
    </DataTable>
  );
}

/** Of other faces than the row's first figure. */
const percentOfCount = (share: Share | null): string =>
  share ? `${percentWithInterval(share)} of ${whole(share.of)}` : NOTHING;

/** `rows`: of one set, at least one. */
function SetRows({ rows, report }: { rows: readonly AccuracyRow[]; report: AccuracyReport }) {
  return (
    <tbody>
      {rows.map((row, index) => {
        const { confusion, majorityConfusion } = resultOf(report, row);
        const three = accuracyOf(confusion);
        return (
          <tr key={row.size}>
            {index === 0 && (
              <th scope="rowgroup" rowSpan={rows.length} className="align-top">
                {TEST_SET_NAMES[row.set]}
              </th>
            )}
            <td>{row.size} px</td>
            <td>{whole(three.of)}</td>
            <td>{percentWithInterval(three)}</td>
            <td>{percentOfCount(accuracyOrNull(majorityConfusion))}</td>
            <td>{percentOfCount(accuracyOf(row.confusion7))}</td>
            <td>{percentOfCount(accuracyOrNull(row.majorityConfusion7))}</td>
            <td>{percentWithInterval(row.rejected.raw.ofThree)}</td>
          </tr>
        );
      })}
    </tbody>
  );
}
