/** What the report says in plain words about one topic with one backbone, beside the table that shows it in numbers. */
import type { BackboneId, ExperimentReport, Finding } from "@/lib/evidence/report-schema";

interface FindingTextProps {
  readonly report: ExperimentReport;
  readonly about: Finding["about"];
  readonly backbone: BackboneId;
}

export function FindingText({ report, about, backbone }: FindingTextProps) {
  return report.findings
    .filter((finding) => finding.about === about && finding.backbone === backbone)
    .map(({ text }) => (
      <p key={text} className="text-ink-soft max-w-3xl text-sm break-words">
        {text}
      </p>
    ));
}
