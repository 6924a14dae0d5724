/** One of a few, as native radio buttons: arrow keys move, and the choice takes effect at once. */
import { useId } from "react";

interface ChoiceGroupProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, name: string])[];
  readonly onChoose: (value: Value) => void;
}

export function ChoiceGroup<Value extends string>({ legend, value, options, onChoose }: ChoiceGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="text-sm font-semibold">{legend}</legend>
      <div className="flex flex-wrap gap-x-5">
        {options.map(([option, text]) => (
          <label key={option} className="flex min-h-9 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === value}
              onChange={() => onChoose(option)}
              className="accent-accent size-6 shrink-0"
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
