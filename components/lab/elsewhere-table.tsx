/** The chosen set's classifiers on other data sets: what is left of their accuracy on pictures from elsewhere. */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { elsewhereRows, type ElsewhereResult } from "./elsewhere-rows";
import { FindingText } from "./finding-text";
import { interval, NOTHING, percent, whole } from "../../lib/evidence/format";
import { placeInWords } from "./place-words";
import { Section } from "./section";

export function ElsewhereTable({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const { sets, rows } = elsewhereRows(report, choice);
  return (
    <Section
      id="elsewhere"
      intro="The chosen set’s classifiers on test pictures of other data sets. The classifiers were trained on none of these sets, and ImageNet’s ResNet50 neither; Mien’s was trained on other pictures of all of them but JAFFE (and on near-duplicates of a few, see above). Below each share its 95 % interval and its macro F1, which counts every expression the same, however many pictures it has."
    >
      {sets.length === 0 || rows.length === 0 ? (
        <p className="text-ink-soft">This run read no other data sets.</p>
      ) : (
        <DataTable testId="elsewhere" caption={`Accuracy elsewhere, trained on ${placeInWords(report, choice)}`}>
          <thead>
            <tr>
              <th scope="col">Classifier</th>
              <th scope="col">Its own test pictures</th>
              {sets.map(({ id, name, pictures }) => (
                <th key={id} scope="col">
                  {name}, {whole(pictures)} pictures
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, own, elsewhere }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <ResultCell result={own} />
                {elsewhere.map((result, index) => (
                  <ResultCell key={sets[index].id} result={result} />
                ))}
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <FindingText report={report} about="elsewhere" backbone={choice.backbone} />
    </Section>
  );
}

function ResultCell({ result }: { result: ElsewhereResult | null }) {
  if (!result || result.accuracy.of === 0) return <td>{NOTHING}</td>;
  const { accuracy, macroF1 } = result;
  return (
    <td>
      <span className="block">{percent(accuracy.rate)}</span>
      <span className="text-ink-soft block text-xs">
        ({interval(accuracy)}), F1 {macroF1.toFixed(2)}
      </span>
    </td>
  );
}
