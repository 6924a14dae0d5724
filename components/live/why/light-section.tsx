/** What equalization did to the crop: both histograms and the two mappings, as charts and as a table. */
import type { ReactNode } from "react";
import type { Inspection } from "@/lib/types";
import { DataTable } from "../../ui/data-table";
import { histogramPath, levelBands, mappingPath } from "./level-charts";

const LEVELS = 256;
const LINE = { fill: "none", strokeWidth: 2, vectorEffect: "non-scaling-stroke" } as const;

export function LightSection({ inspection: { equalization, isEqualized } }: { inspection: Inspection }) {
  const { before, after, split } = equalization;
  // One scale for both, so that they can be compared.
  const peak = Math.max(...before, ...after);
  return (
    <section className="space-y-3">
      <h3 className="font-semibold">Light, before and after equalization</h3>
      <p className="text-ink-soft max-w-2xl text-sm">
        The crop’s mean is level {split} of 255 (dashed). Levels up to it are spread over 0 to {split}, those above over
        the rest, so contrast grows while the mean stays near.
        {!isEqualized && " Equalization is switched off: the label was read from the crop as it is."}
      </p>
      <div className="grid gap-4 sm:grid-cols-3">
        <LevelChart title="Pixels of each level, before" split={split}>
          <path d={histogramPath(before, peak, LEVELS)} className="fill-ink-soft" />
        </LevelChart>
        <LevelChart title="Pixels of each level, after" split={split}>
          <path d={histogramPath(after, peak, LEVELS)} className="fill-ink-soft" />
        </LevelChart>
        <LevelChart title="What each level becomes" split={split}>
          <path d={`M0,${LEVELS - 1}L${LEVELS - 1},0`} className="stroke-line" {...LINE} />
          <path d={mappingPath(equalization)} className="stroke-accent" {...LINE} />
        </LevelChart>
      </div>
      <details>
        <summary className="w-fit cursor-pointer py-2 text-sm">The charts as a table</summary>
        <DataTable testId="levels-table" caption="Light before and after, in bands of 16 levels">
          <thead>
            <tr>
              <th scope="col">Levels</th>
              <th scope="col">Pixels before</th>
              <th scope="col">Pixels after</th>
              <th scope="col">Become</th>
            </tr>
          </thead>
          <tbody>
            {levelBands(equalization).map((band) => (
              <tr key={band.low}>
                <th scope="row">
                  {band.low} to {band.high}
                </th>
                <td>{band.before}</td>
                <td>{band.after}</td>
                <td>
                  {band.mappedLow} to {band.mappedHigh}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </details>
    </section>
  );
}

function LevelChart({ title, split, children }: { title: string; split: number; children: ReactNode }) {
  return (
    <figure className="min-w-0">
      <svg
        role="img"
        aria-label={`${title}. The numbers are in the table below.`}
        viewBox={`0 0 ${LEVELS} ${LEVELS}`}
        preserveAspectRatio="none"
        className="border-line h-28 w-full rounded-md border"
      >
        {children}
        <path d={`M${split + 1},0V${LEVELS}`} strokeDasharray="4 4" className="stroke-ink" {...LINE} strokeWidth={1} />
      </svg>
      <div aria-hidden="true" className="text-ink-soft flex justify-between text-xs">
        <span>0, black</span>
        <span>255, white</span>
      </div>
      <figcaption className="text-sm">{title}</figcaption>
    </figure>
  );
}
