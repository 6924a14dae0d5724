/** How far a classifier's confidence and its accuracy are apart, before and after calibration. */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { calibrationRows } from "./calibration-rows";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { FindingText } from "./finding-text";
import { percent, points } from "../../lib/evidence/format";
import { placeInWords } from "./place-words";
import { Section } from "./section";

export function CalibrationTable({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const rows = calibrationRows(report, choice);
  const lower = rows.filter(({ before, after }) => after < before).length;
  return (
    <Section
      id="calibration"
      intro="Of the faces that a classifier is 80 % sure of, 80 % should be right. The expected calibration error says how far off that is, 0 % being perfect. Networks are calibrated by one temperature, SVMs by a sigmoid for each pair of expressions, on pictures that neither train nor test."
    >
      <DataTable
        testId="calibration"
        caption={`Expected calibration error on the test pictures: ${placeInWords(report, choice)}`}
      >
        <thead>
          <tr>
            <th scope="col">Classifier</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">Change in points</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, before, after }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{percent(before)}</td>
              <td>{percent(after)}</td>
              <td>{points(after - before)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p>
        Here calibration lowers the error of {lower} of {rows.length} classifiers.
      </p>
      <FindingText report={report} about="calibration" backbone={choice.backbone} />
    </Section>
  );
}
