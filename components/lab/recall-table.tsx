/** Of each label's faces, how many are recognized: by the default head among three, by the seven-label head of all. */
import { resultOf, rowsAtDefault, TEST_SET_NAMES, type AccuracyReport } from "@/lib/evidence/accuracy-schema";
import { recallOf } from "@/lib/evidence/confusion";
import { EXPRESSIONS, LABELS7 } from "@/lib/types";
import { DataTable } from "../ui/data-table";
import { percentOf } from "../../lib/evidence/format";

export function RecallTable({ report }: { report: AccuracyReport }) {
  return (
    <DataTable
      testId="accuracy-recall"
      caption={`Recall: how many faces of each label are recognized, at ${report.models.defaultSide} px`}
    >
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={EXPRESSIONS.length}>
            Among three classes
          </th>
          <th scope="colgroup" colSpan={LABELS7.length}>
            Among seven labels
          </th>
        </tr>
        <tr>
          <th scope="col">Test set</th>
          {[...EXPRESSIONS, ...LABELS7].map((label, column) => (
            <th key={column} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsAtDefault(report).map((row) => (
          <tr key={row.set}>
            <th scope="row">{TEST_SET_NAMES[row.set]}</th>
            {[...recallOf(resultOf(report, row).confusion), ...recallOf(row.confusion7)].map((recall, column) => (
              <td key={column}>{percentOf(recall)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
