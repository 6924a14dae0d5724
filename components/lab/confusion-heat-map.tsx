/** A confusion matrix as a table whose cells are shaded by their share of the row; every cell has its number. */
import { EXPRESSIONS } from "@/lib/types";
import { DataTable } from "../ui/data-table";
import { percent, whole } from "../../lib/evidence/format";
import { HEAT_LIMITS, heatStep, rowRates } from "./heat";

export type HeatMode = "counts" | "rates";

/** By heatStep: up to the last but one the page's ink stays readable, the last has its own. */
const SHADES = [
  "bg-panel",
  "bg-accent/10",
  "bg-accent/20",
  "bg-accent/30",
  "bg-accent/45",
  "bg-accent text-accent-ink",
] as const;

interface ConfusionHeatMapProps {
  readonly caption: string;
  readonly confusion: readonly (readonly number[])[];
  readonly mode: HeatMode;
  readonly testId: string;
}

export function ConfusionHeatMap({ caption, confusion, mode, testId }: ConfusionHeatMapProps) {
  const rates = rowRates(confusion);
  return (
    <DataTable testId={testId} caption={caption}>
      <thead>
        <tr>
          <td />
          <th scope="colgroup" colSpan={EXPRESSIONS.length}>
            Read as
          </th>
        </tr>
        <tr>
          <th scope="col">Is</th>
          {EXPRESSIONS.map((expression) => (
            <th key={expression} scope="col">
              {expression}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {EXPRESSIONS.map((truth, row) => (
          <tr key={truth}>
            <th scope="row">{truth}</th>
            {EXPRESSIONS.map((read, column) => (
              <td key={read} className={`border-line h-12 min-w-20 border ${SHADES[heatStep(rates[row][column])]}`}>
                {mode === "counts" ? whole(confusion[row][column]) : percent(rates[row][column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** What the shades mean, in numbers. */
export function HeatLegend() {
  const limits = [0, ...HEAT_LIMITS].map((limit) => `${(100 * limit).toFixed(limit > 0 && limit < 0.01 ? 1 : 0)} %`);
  return (
    <ul aria-label="Shades, by the share of a row" className="flex flex-wrap gap-2 text-sm">
      {limits.map((limit, step) => (
        <li key={limit} className={`border-line rounded border px-2 py-1 tabular-nums ${SHADES[step]}`}>
          from {limit}
        </li>
      ))}
    </ul>
  );
}
