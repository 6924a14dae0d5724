/** One classifier under both protocols: what is left when no copy of a test picture was trained on. */
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { findSplit, printedRate, type Choice } from "./choose-cell";
import { DataTable } from "../ui/data-table";
import { NOTHING, percent, percentWithInterval, points, setName, whole } from "../../lib/evidence/format";
import { Section } from "./section";

export function LeakageTable({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const { backbone, classifier } = choice;
  const name = report.classifiers.find(({ id }) => id === classifier)?.name ?? classifier;
  const rows = report.leakage.filter((entry) => entry.backbone === backbone && entry.classifier === classifier);
  const twins = (entry: (typeof rows)[number]): string => {
    const split = findSplit(report.splits, { ...entry, protocol: "paper" });
    if (!split) return NOTHING;
    const tested = split.test.happy + split.test.sad + split.test.surprise;
    if (tested === 0) return NOTHING;
    return `${whole(split.testWithTwin)} of ${whole(tested)} (${percent(split.testWithTwin / tested)})`;
  };
  return (
    <Section
      id="leakage"
      intro="Where copies are made before pictures are held out, a test picture may have its original or a turned copy among the training pictures; the last column counts them. Where originals are split first, none has. The difference is not skill: it is owed to these twins, and in part to what else the paper’s order changes (more different faces in its training half, turned copies in its test)."
    >
      <DataTable testId="leakage" caption={`${name}: accuracy under both protocols, with 95 % intervals`}>
        <thead>
          <tr>
            <th scope="col">Set</th>
            <th scope="col">Paper prints</th>
            <th scope="col">The paper’s protocol, here</th>
            <th scope="col">Honest protocol</th>
            <th scope="col">Difference in points</th>
            <th scope="col">Test pictures with a twin in training, paper’s protocol</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((entry) => {
            const printed = printedRate(entry, entry.equalized, classifier);
            return (
              <tr key={setName(entry)}>
                <th scope="row">{setName(entry)}</th>
                <td>{printed === null ? NOTHING : percent(printed)}</td>
                <td>{percentWithInterval(entry.paper)}</td>
                <td>{percentWithInterval(entry.honest)}</td>
                <td>
                  {points(entry.difference)} ({points(entry.low)} to {points(entry.high)})
                </td>
                <td>{twins(entry)}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
      {rows.length === 0 && <p className="text-ink-soft">This classifier was not measured under both protocols.</p>}
    </Section>
  );
}
