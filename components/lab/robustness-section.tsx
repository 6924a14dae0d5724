/** What breaks the reading of a face, and what equalization buys: the robustness report as curves and in words. */
"use client";

import type { RobustnessReport } from "@/lib/evidence/robustness-schema";
import { tenthBelow } from "./chart-scale";
import { whole } from "../../lib/evidence/format";
import { ROBUSTNESS } from "./load-report";
import { ReportPart } from "./report-part";
import { RobustnessChart, RobustnessKey } from "./robustness-chart";
import { robustnessSummary } from "./robustness-words";
import { Section } from "./section";
import { useReport } from "./use-report";

export function RobustnessSection() {
  const handle = useReport(ROBUSTNESS);
  return (
    <Section
      id="robustness"
      intro="Faces made worse step by step, in one way at a time, and read with bi-histogram equalization and without. All charts have the same scale; bars: 95 % intervals."
    >
      <ReportPart
        handle={handle}
        id="robustness"
        name="the robustness report"
        absent="It has not been measured yet; this does:"
        command="npm run measure:robustness -- --data DIR"
      >
        {(report) => <RobustnessView report={report} />}
      </ReportPart>
    </Section>
  );
}

function RobustnessView({ report }: { report: RobustnessReport }) {
  const { pictures, head, inputSidePx, backbone, curves } = report;
  const lows = curves.flatMap(({ levels }) => levels.flatMap(({ equalized, plain }) => [equalized.low, plain.low]));
  const lowest = tenthBelow(lows);
  return (
    <div data-testid="robustness" className="space-y-6">
      <RobustnessKey />
      <div className="grid gap-x-6 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {curves.map((curve) => (
          <RobustnessChart key={curve.degradation} curve={curve} lowest={lowest} />
        ))}
      </div>
      <ul data-testid="robustness-summary" className="text-ink-soft max-w-3xl list-disc space-y-1 pl-5">
        {robustnessSummary(report).map((sentence) => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
      <p className="text-ink-soft max-w-3xl text-sm break-words">
        An even sample of {whole(pictures)} happy, sad and surprised faces of FER2013’s PrivateTest; head {head}, crops
        of {inputSidePx} px, backbone {backbone.slice(0, 12)}.
      </p>
    </div>
  );
}
