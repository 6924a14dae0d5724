/**
 * The evidence page: how right it is, beside other programs, too, the paper's experiment, repeated and corrected, and
 * what breaks the reading of a face; each from the report that its script wrote.
 */
"use client";

import { AccuracySection } from "./accuracy-section";
import { Contents } from "./contents";
import { ACCURACY, EXPERIMENT } from "./load-report";
import { PaperSlipsList } from "./paper-slips-list";
import { PeersSection } from "./peers-section";
import { ReportPart } from "./report-part";
import { ReportView } from "./report-view";
import { RobustnessSection } from "./robustness-section";
import { useReport } from "./use-report";

export function EvidencePage() {
  const experiment = useReport(EXPERIMENT);
  const accuracy = useReport(ACCURACY);
  return (
    <article className="min-w-0 space-y-10 py-6 leading-relaxed">
      <header className="max-w-2xl">
        <h1 className="text-3xl font-semibold tracking-tight">Evidence</h1>
        <p className="text-ink-soft mt-2">
          Mien follows Kumar, Babar, Khalid and Mujtaba (2024), who compare seven classifiers on the features of a
          ResNet50 over four data sets and read up to 99.7 % of the faces right. Here is how right this site is, and
          their experiment once more, by their protocol and by one in which no classifier is trained on a copy of a test
          picture.
        </p>
      </header>
      <Contents report={experiment.state.kind === "present" ? experiment.state.report : null} />
      <AccuracySection handle={accuracy} />
      <PeersSection accuracy={accuracy.state} />
      <ReportPart
        handle={experiment}
        id="report"
        name="the report"
        absent="There is no report yet. This makes one:"
        command="npm run experiments -- --data DIR --out public/models/report.json"
      >
        {(report) => <ReportView report={report} />}
      </ReportPart>
      <RobustnessSection />
      <PaperSlipsList />
    </article>
  );
}
