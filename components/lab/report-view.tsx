/** A report that was read: words first, then what is chosen, then tables and charts about it. */
"use client";

import { useState } from "react";
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { AccuracyTables } from "./accuracy-tables";
import { CalibrationTable } from "./calibration-table";
import { firstChoice, nearestChoice, type Choice } from "./choose-cell";
import { ConfusionSection } from "./confusion-section";
import { ElsewhereTable } from "./elsewhere-table";
import { EvidenceControls } from "./evidence-controls";
import { FindingsList } from "./findings-list";
import { LeakageTable } from "./leakage-table";
import { PairedTestsSection } from "./paired-tests-section";
import { SizeChart } from "./size-chart";
import { SizeTable } from "./size-table";
import { TimeChart } from "./time-chart";

export function ReportView({ report }: { report: ExperimentReport }) {
  const [choice, setChoice] = useState<Choice>(() => firstChoice(report));
  const choose = (change: Partial<Choice>): void =>
    setChoice((before) => nearestChoice(report.cells, { ...before, ...change }));
  const backbone = report.backbones.find(({ id }) => id === choice.backbone) ?? report.backbones[0];
  const { madeBy, settings } = report;
  return (
    <div data-testid="report" className="space-y-10">
      {report.quick && (
        <p data-testid="quick" className="bg-warn-ground text-warn-ink rounded-lg px-4 py-3">
          <strong>Quick run on a small share of the pictures: the figures mean little.</strong>
        </p>
      )}
      <FindingsList report={report} />
      <EvidenceControls report={report} choice={choice} onChoose={choose} />
      <SizeTable backbone={backbone} />
      <AccuracyTables report={report} choice={choice} onChoose={choose} />
      <ConfusionSection report={report} choice={choice} />
      <LeakageTable report={report} choice={choice} />
      <SizeChart report={report} choice={choice} />
      <PairedTestsSection report={report} choice={choice} />
      <ElsewhereTable report={report} choice={choice} />
      <CalibrationTable report={report} choice={choice} />
      <TimeChart report={report} choice={choice} />
      <p className="text-ink-soft max-w-3xl text-sm break-words">
        Made on {madeBy.date} by <code>{madeBy.command}</code> at commit {madeBy.commit.slice(0, 12)} ({madeBy.machine}
        ). Seed {settings.seed}, pictures of {settings.inputSidePx} px, copies turned by up to{" "}
        {settings.rotationDegrees}° either way, data: {settings.data}.
      </p>
    </div>
  );
}
