/** A report that was read: words first, then what is chosen, then tables and charts about it. */
"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { Message } from "../ui/message";
import { replaceQuery, rememberQuery } from "../page-addresses";
import { AccuracyTables } from "./accuracy-tables";
import { CalibrationTable } from "./calibration-table";
import { choiceFromQuery, queryWithChoice } from "./choice-in-address";
import { nearestChoice, type Choice } from "./choose-cell";
import { ConfusionSection } from "./confusion-section";
import { ElsewhereTable } from "./elsewhere-table";
import { EvidenceControls } from "./evidence-controls";
import { FindingsList } from "./findings-list";
import { LeakageTable } from "./leakage-table";
import { PairedTestsSection } from "./paired-tests-section";
import { SizeChart } from "./size-chart";
import { SizeTable } from "./size-table";
import { TimeChart } from "./time-chart";

const PATH = "/lab";

/** Only in a browser, since what is chosen stands in the address. */
export function ReportView({ report }: { report: ExperimentReport }) {
  const query = useSearchParams();
  const [{ choice, problems }, setChosen] = useState(() => choiceFromQuery(query, report));
  useEffect(() => rememberQuery(PATH, window.location.search), []);
  // Back to a part of this page: its address may say something else.
  useEffect(() => {
    const read = (): void => setChosen(choiceFromQuery(new URLSearchParams(window.location.search), report));
    window.addEventListener("popstate", read);
    return () => window.removeEventListener("popstate", read);
  }, [report]);
  const choose = (change: Partial<Choice>): void => {
    const chosen = nearestChoice(report.cells, { ...choice, ...change });
    setChosen({ choice: chosen, problems: [] });
    replaceQuery(PATH, queryWithChoice(query, chosen));
  };
  const backbone = report.backbones.find(({ id }) => id === choice.backbone) ?? report.backbones[0];
  const { madeBy, settings } = report;
  return (
    <div data-testid="report" className="space-y-10">
      {report.quick && (
        <p data-testid="quick" className="bg-warn-ground text-warn-ink rounded-lg px-4 py-3">
          <strong>Quick run on a small share of the pictures: the figures mean little.</strong>
        </p>
      )}
      {problems.map((problem) => (
        <Message key={problem} testId="choice-problem">
          {problem}; the default is used.
        </Message>
      ))}
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
