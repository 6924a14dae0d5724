/** MODEL_CARD's table of what one's own neutral face brings, from bench/baseline.json (npm run measure:baseline). Pure. */
import type { BaselineReport } from "../bench/baseline/report";
import { elsewhereName } from "../lib/evidence/elsewhere-name";
import { percentWithInterval, pValue } from "../lib/evidence/format";
import { SIGNIFICANCE } from "../lib/evidence/read-paired-test";
import { markdownTable } from "./markdown-table";

export function baselineTable(report: BaselineReport): string {
  const { comparisons, set, people, pictures, size, date } = report;
  const body = Object.entries(comparisons).map(([name, { without, with: withIt, gained, lost, p }]) => [
    name,
    String(without.of),
    ...[without, withIt].map(percentWithInterval),
    String(gained),
    String(lost),
    pValue(p),
  ]);
  return [
    markdownTable(
      ["what is counted", "pictures", "without it", "with it", "answers gained", "answers lost", "p"],
      body,
    ),
    "",
    verdict(report),
    `${pictures} pictures of ${people} people (${elsewhereName(set)}), ${size} px, default head; 95 % Wilson intervals, McNemar's exact`,
    `test, both as if pictures of one person were independent. Measured on ${date} (\`npm run measure:baseline\`).`,
  ].join("\n");
}

/** Whether it helps at all, said plainly. */
function verdict({ comparisons, set }: BaselineReport): string {
  const entries = Object.entries(comparisons);
  const where = `On ${elsewhereName(set)}`;
  if (entries.every(([, { gained, lost }]) => gained + lost === 0)) {
    return `${where} it changes no answer, so it gains nothing there.`;
  }
  const told = entries.filter(([, { p }]) => p < SIGNIFICANCE);
  if (told.length === 0) return `${where} it gains nothing that could not be chance.`;
  const sides = told.map(([name, { gained, lost }]) => `${name}: ${gained > lost ? "better" : "worse"}`);
  return `${where}, and hardly by chance, ${sides.join("; ")}.`;
}
