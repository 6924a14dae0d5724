/** Table 1: the pictures of each set as the paper counts them, and what stands in for them here. */
import { EXPRESSIONS } from "@/lib/types";
import type { ReportBackbone } from "@/lib/evidence/report-schema";
import { DataTable } from "../ui/data-table";
import { whole } from "../../lib/evidence/format";
import { paperSizes } from "./paper-slips";
import { Section } from "./section";

export function SizeTable({ backbone }: { backbone: ReportBackbone }) {
  const { counts, factor, name, nearDuplicates, originals, unaligned, available, calibration } = backbone;
  const reserve = EXPRESSIONS.map((expression) => whole(calibration.pictures[expression])).join(" / ");
  const drawnFrom = EXPRESSIONS.map((expression) => whole(available[expression])).join(" / ");
  return (
    <Section id="pictures">
      <DataTable testId="table-1" caption={`Pictures of each data set: the paper’s, and here with ${name}`}>
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={7}>
              The paper
            </th>
            <th scope="colgroup" colSpan={4}>
              Here
            </th>
          </tr>
          <tr>
            <th scope="col">Set</th>
            {EXPRESSIONS.map((expression) => (
              <th key={expression} scope="col">
                {expression}
              </th>
            ))}
            <th scope="col">total</th>
            <th scope="col">new</th>
            <th scope="col">extension, printed</th>
            <th scope="col">extension of DS1</th>
            {EXPRESSIONS.map((expression) => (
              <th key={expression} scope="col">
                {expression}
              </th>
            ))}
            <th scope="col">total</th>
          </tr>
        </thead>
        <tbody>
          {paperSizes().map(({ set, counts: printed, total, added, printedExtension, extension }) => (
            <tr key={set}>
              <th scope="row">{set}</th>
              {EXPRESSIONS.map((expression) => (
                <td key={expression}>{whole(printed[expression])}</td>
              ))}
              <td>{whole(total)}</td>
              <td>{whole(added)}</td>
              <td>{printedExtension.toFixed(2)} %</td>
              <td>{extension.toFixed(2)} %</td>
              {EXPRESSIONS.map((expression) => (
                <td key={expression}>{whole(counts[set][expression])}</td>
              ))}
              <td>{whole(EXPRESSIONS.reduce((sum, expression) => sum + counts[set][expression], 0))}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className="text-ink-soft max-w-3xl text-sm break-words">
        {originals} Originals at hand (happy / sad / surprise): {drawnFrom}. The paper’s counts times {factor}.
        Calibrated on {reserve} pictures ({calibration.source}). Look-alikes: {whole(nearDuplicates.pictures)} pictures
        in {whole(nearDuplicates.groups)} groups, which the honest protocol never parts. Not aligned, because no face
        was found: {whole(unaligned)}.
      </p>
    </Section>
  );
}
