/** Table 5: the confusion matrix of the chosen cell beside the paper's. */
import { useState } from "react";
import { PAPER_CONFUSION } from "@/lib/evidence/paper";
import type { ExperimentReport } from "@/lib/evidence/report-schema";
import { ChoiceGroup } from "./choice-group";
import { findCell, type Choice } from "./choose-cell";
import { ConfusionHeatMap, HeatLegend, type HeatMode } from "./confusion-heat-map";
import { percentWithInterval, whole } from "../../lib/evidence/format";
import { placeInWords } from "./place-words";
import { Section } from "./section";

const MODES: readonly (readonly [HeatMode, string])[] = [
  ["counts", "Counts"],
  ["rates", "Share of each row"],
];

export function ConfusionSection({ report, choice }: { report: ExperimentReport; choice: Choice }) {
  const [mode, setMode] = useState<HeatMode>("counts");
  const cell = findCell(report.cells, choice);
  const classifier = report.classifiers.find(({ id }) => id === choice.classifier)?.name ?? choice.classifier;
  const place = `${classifier} on ${placeInWords(report, choice)}`;
  return (
    <Section
      id="confusion"
      intro="Rows say what a face is, columns what it was read as. Choose another figure in Tables 2 and 3 to see its matrix here; the paper prints one, of the cubic SVM on DS4."
    >
      <ChoiceGroup legend="Show" value={mode} options={MODES} onChoose={setMode} />
      <div className="flex flex-wrap items-start gap-4">
        {cell ? (
          <ConfusionHeatMap testId="confusion" caption={`Here: ${place}`} confusion={cell.confusion} mode={mode} />
        ) : (
          <p>{place}: not measured.</p>
        )}
        <ConfusionHeatMap
          testId="confusion-paper"
          caption="The paper’s Table 5: cubic SVM on DS4"
          confusion={PAPER_CONFUSION}
          mode={mode}
        />
      </div>
      <HeatLegend />
      {cell && (
        <p className="text-ink-soft max-w-3xl text-sm">
          Accuracy {percentWithInterval(cell.accuracy)} of {whole(cell.accuracy.of)} pictures. Recall: happy{" "}
          {percentWithInterval(cell.recall.happy)}, sad {percentWithInterval(cell.recall.sad)}, surprise{" "}
          {percentWithInterval(cell.recall.surprise)}. Macro F1 {cell.macroF1.toFixed(3)}. Calibration error{" "}
          {cell.calibrationError.before.toFixed(3)}, after calibration {cell.calibrationError.after.toFixed(3)}.
        </p>
      )}
    </Section>
  );
}
