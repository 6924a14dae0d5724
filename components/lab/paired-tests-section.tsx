/** What equalization, copies and the classifier bring, by tests on the same pictures: a table for each question. */
import { QUESTIONS, type ExperimentReport, type Question } from "@/lib/evidence/report-schema";
import type { Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { FindingText } from "./finding-text";
import { points, pValue, whole } from "../../lib/evidence/format";
import { pairedTestRows, QUESTION_WORDS } from "./paired-test-rows";
import { Section } from "./section";

interface PairedTestsProps {
  readonly report: ExperimentReport;
  readonly choice: Choice;
}

export function PairedTestsSection({ report, choice }: PairedTestsProps) {
  const asked = QUESTIONS.filter((question) =>
    report.pairedTests.some((test) => test.question === question && test.backbone === choice.backbone),
  );
  return (
    <Section
      id="steps"
      intro="Two classifiers read the same untouched test pictures (honest protocol), and only the pictures count that one of them got right and the other wrong: McNemar’s exact test. A difference is called one where p, adjusted for all comparisons of its question by Holm’s method, is below 0.05."
    >
      {asked.map((question) => (
        <QuestionPart key={question} question={question} report={report} choice={choice} />
      ))}
    </Section>
  );
}

function QuestionPart({ question, report, choice }: PairedTestsProps & { readonly question: Question }) {
  const rows = pairedTestRows(report, choice, question);
  const name = report.classifiers.find(({ id }) => id === choice.classifier)?.name ?? choice.classifier;
  return (
    <div className="space-y-2">
      {rows.length === 0 ? (
        <p>All other classifiers are compared with the {name}: choose one of them to see how.</p>
      ) : (
        <DataTable testId={`paired-${question}`} caption={`${name}: ${QUESTION_WORDS[question]}`}>
          <thead>
            <tr>
              <th scope="col">Compared</th>
              <th scope="col">Gain in points</th>
              <th scope="col">Only this one right</th>
              <th scope="col">Only the other</th>
              <th scope="col">Pictures</th>
              <th scope="col">p</th>
              <th scope="col">p, adjusted</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name: compared, gain, onlyThis, onlyOther, pictures, p, adjustedP, verdict }) => (
              <tr key={compared}>
                <th scope="row">{compared}</th>
                <td>{points(gain)}</td>
                <td>{whole(onlyThis)}</td>
                <td>{whole(onlyOther)}</td>
                <td>{whole(pictures)}</td>
                <td>{pValue(p)}</td>
                <td>{pValue(adjustedP)}</td>
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <FindingText report={report} about={question} backbone={choice.backbone} />
    </div>
  );
}
