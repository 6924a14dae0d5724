/** How right the shipped files are on test pictures, from the report that measured them. */
import { ACCURACY_COMMAND, type AccuracyReport } from "@/lib/evidence/accuracy-schema";
import { AccuracyInShort } from "./accuracy-in-short";
import { RecallTable } from "./recall-table";
import { RejectionChart } from "./rejection-chart";
import { ReportPart } from "./report-part";
import { Section } from "./section";
import { TestSetsTable } from "./test-sets-table";
import type { ReportHandle } from "./use-report";

export function AccuracySection({ handle }: { handle: ReportHandle<AccuracyReport> }) {
  return (
    <Section id="accuracy">
      <ReportPart
        handle={handle}
        id="accuracy"
        name="the figures"
        absent="There are no figures yet. This measures them:"
        command={ACCURACY_COMMAND}
      >
        {(report) => <AccuracyView report={report} />}
      </ReportPart>
    </Section>
  );
}

function AccuracyView({ report }: { report: AccuracyReport }) {
  const { models, date } = report;
  const head = models.heads.find(({ id }) => id === models.defaultHead)?.name ?? models.defaultHead;
  return (
    <div data-testid="accuracy" className="space-y-6">
      <AccuracyInShort report={report} />
      <p className="text-ink-soft max-w-2xl">
        What this site runs, on test pictures, which are kept out of training; a few have a near-duplicate in it that
        was found afterwards: those of PrivateTest move its figures by less than a tenth of a point; for the
        AffectNet-like set, 37 of 764, that was not measured (the model card counts them). Three classes: the best of
        the three for every face that shows one of them. The live page may also say “other”; the last column says of how
        many. Labels are doubtful, too: FER+’s ten people give another of the three more votes than the published label
        in about one of fifteen faces of FER2013’s PrivateTest.
      </p>
      <TestSetsTable report={report} />
      <RecallTable report={report} />
      <RejectionChart report={report} />
      <p className="text-ink-soft max-w-3xl text-sm">
        Default classifier: {head}, at {models.defaultSide} px. Measured on {date} by{" "}
        <code className="break-words">npm run measure:accuracy</code>; every classifier, calibration and figures by how
        light the cheeks are stand in the model card.
      </p>
    </div>
  );
}
