/** The report in plain words: what was found, which cell is best, and the choices and limits that stand behind it. */
import type { ExperimentReport, Finding } from "@/lib/evidence/report-schema";
import { cellName } from "../../lib/evidence/format";
import { Section } from "./section";

const TOPICS: Readonly<Record<Finding["about"], string>> = {
  leakage: "Between the protocols",
  equalization: "Equalization",
  augmentation: "Turned copies",
  flip: "Mirrored copies",
  classifier: "Classifiers",
  calibration: "Calibration",
  elsewhere: "Other data sets",
};

export function FindingsList({ report }: { report: ExperimentReport }) {
  const topics = Object.entries(TOPICS).flatMap(([about, name]) => {
    const own = report.findings.filter((finding) => finding.about === about);
    return own.length > 0 ? [{ name, own }] : [];
  });
  return (
    <>
      <Section id="findings">
        <dl data-testid="findings" className="max-w-3xl space-y-3">
          {topics.map(({ name, own }) => (
            <div key={name}>
              <dt className="font-semibold">{name}</dt>
              {own.map(({ backbone, text }) => (
                <dd key={`${backbone} ${text}`} className="text-ink-soft mt-1 break-words">
                  {text}
                </dd>
              ))}
            </div>
          ))}
          <div>
            <dt className="font-semibold">The best</dt>
            <dd className="text-ink-soft mt-1 break-words">
              {cellName(report.classifiers, report.best)}. {report.best.why}
            </dd>
          </div>
          <div>
            <dt className="font-semibold">Which kind of set the shipped heads follow</dt>
            <dd className="text-ink-soft mt-1 break-words">
              {report.headsFrom.why} The shipped heads were then trained on such a set of FER2013’s Training alone.
            </dd>
          </div>
        </dl>
      </Section>
      {report.notes.length > 0 && (
        <Section id="limits">
          <ul className="text-ink-soft max-w-3xl list-disc space-y-1 pl-5">
            {report.notes.map((note) => (
              <li key={note} className="break-words">
                {note}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
