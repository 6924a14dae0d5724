/** What all tables and charts below are about: protocol, backbone, classifier. */
import { useId } from "react";
import type { ExperimentReport, Protocol } from "@/lib/evidence/report-schema";
import type { Choice } from "./choose-cell";
import { ChoiceGroup } from "./choice-group";

interface EvidenceControlsProps {
  readonly report: ExperimentReport;
  readonly choice: Choice;
  readonly onChoose: (change: Partial<Choice>) => void;
}

const PROTOCOL_OPTIONS: readonly (readonly [Protocol, string])[] = [
  ["honest", "Honest: originals are split first"],
  ["paper", "The paper’s: copies on both sides"],
];

export function EvidenceControls({ report, choice, onChoose }: EvidenceControlsProps) {
  const id = useId();
  return (
    <div className="border-line bg-panel flex flex-wrap gap-x-10 gap-y-3 rounded-xl border p-4">
      <ChoiceGroup
        legend="Protocol"
        value={choice.protocol}
        options={PROTOCOL_OPTIONS}
        onChoose={(protocol) => onChoose({ protocol })}
      />
      <ChoiceGroup
        legend="Backbone"
        value={choice.backbone}
        options={report.backbones.map(({ id: backbone, name }) => [backbone, name] as const)}
        onChoose={(backbone) => onChoose({ backbone })}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block text-sm font-semibold">
          Classifier
        </label>
        <select
          id={id}
          value={choice.classifier}
          onChange={(event) => onChoose({ classifier: event.target.value })}
          className="border-control-line bg-panel min-h-9 max-w-full rounded-md border px-2"
        >
          {report.classifiers.map(({ id: classifier, name }) => (
            <option key={classifier} value={classifier}>
              {name}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
