/** What a person may change while it runs. Each choice takes effect with the next frame. */
import { useId, type ReactNode } from "react";
import { BACKENDS, LABEL_SETS, type LabelSet } from "@/lib/types";
import type { PipelineInfo, PipelineSettings } from "@/lib/worker/protocol";
import { replaceQuery } from "../page-addresses";
import type { LiveSession } from "./live-session";
import { queryWithSettings } from "./settings-from-query";
import { useNumberKeys } from "./use-number-keys";

const LABEL_SET_NAMES: Readonly<Record<LabelSet, string>> = {
  three: "Three (paper)",
  "three-neutral": "Three + neutral",
  seven: "Seven",
};

interface SettingsPanelProps {
  readonly session: LiveSession;
  readonly info: PipelineInfo;
  readonly mirrored: boolean;
  /** Whether number keys choose the classifier. */
  readonly keysOn: boolean;
  readonly onKeys: (on: boolean) => void;
}

export function SettingsPanel({ session, info, mirrored, keysOn, onKeys }: SettingsPanelProps) {
  const { settings } = info;
  const configure = (changes: Partial<PipelineSettings>): void => {
    rememberInAddress(changes);
    session.configure(changes);
  };
  const setMirrored = (mirror: boolean): void => {
    rememberInAddress({ mirror });
    session.setMirrored(mirror);
  };
  useNumberKeys(keysOn, (number) => {
    const chosen = info.heads[number - 1];
    if (chosen) configure({ head: chosen.id });
  });
  return (
    <fieldset className="min-w-0 space-y-3 text-sm">
      <legend className="mb-2 font-semibold">Settings</legend>
      <Choice
        name="Classifier"
        value={settings.head}
        options={info.heads.map(({ id, name }, index) => [id, `${index + 1}. ${name}`])}
        onChoose={(head) => configure({ head })}
      />
      <Choice
        name="Labels"
        value={settings.labelSet}
        options={LABEL_SETS.map((set) => [set, LABEL_SET_NAMES[set]])}
        onChoose={(name) => configure({ labelSet: LABEL_SETS.find((set) => set === name) })}
      />
      <Choice
        name="Input size"
        value={String(settings.inputSide)}
        options={info.inputSides.map((side) => [String(side), side === 224 ? "224 px (the paper's)" : `${side} px`])}
        onChoose={(side) => configure({ inputSide: info.inputSides.find((known) => String(known) === side) })}
      />
      <Choice
        name="Backend"
        value={settings.backend}
        options={[["auto", "Automatic"], ...BACKENDS.map((name): [string, string] => [name, name])]}
        onChoose={(name) => configure({ backend: BACKENDS.find((known) => known === name) ?? "auto" })}
      />
      <Switch name="Equalize light" on={settings.equalize} onSwitch={(equalize) => configure({ equalize })} />
      <Switch name="Mirror picture" on={mirrored} onSwitch={setMirrored} />
      <Switch name={`Keys 1 to ${info.heads.length} choose the classifier`} on={keysOn} onSwitch={onKeys} />
    </fieldset>
  );
}

function rememberInAddress(changes: Parameters<typeof queryWithSettings>[1]): void {
  replaceQuery("/", queryWithSettings(new URLSearchParams(window.location.search), changes));
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ name, value, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <Row label={<label htmlFor={id}>{name}</label>}>
      <select
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value)}
        className="border-control-line bg-panel min-h-9 max-w-full min-w-0 rounded-md border px-2 text-base sm:text-sm"
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Row>
  );
}

function Switch({ name, on, onSwitch }: { name: string; on: boolean; onSwitch: (on: boolean) => void }) {
  const id = useId();
  return (
    <Row label={<label htmlFor={id}>{name}</label>}>
      <input
        id={id}
        type="checkbox"
        checked={on}
        onChange={(event) => onSwitch(event.target.checked)}
        className="accent-accent size-6 shrink-0"
      />
    </Row>
  );
}

function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1">
      {label}
      {children}
    </div>
  );
}
