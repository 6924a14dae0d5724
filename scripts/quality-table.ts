/** MODEL_CARD's table of what the quality gates refuse, from docs/quality-gates.json (npm run bench:quality). Pure. */
import type { DegradationRow, QualityReport } from "../bench/quality/report";
import { NOTHING } from "../lib/evidence/format";
import type { Share } from "../lib/evidence/share";
import { markdownTable } from "./markdown-table";

/** Fewer faces say nothing of how right they are read. */
const FEWEST_FACES = 20;

export function qualityTable({ degradations, date, size }: QualityReport): string {
  const names = [...new Set(degradations.map(({ degradation }) => degradation))];
  const body = names.map((name) => {
    const rows = degradations.filter(({ degradation }) => degradation === name);
    return [
      `${name} (${rows[0].unit})`,
      ...[stepsOf, refusedOf, rightOf].map((cellOf) => rows.map(cellOf).join(" / ")),
    ];
  });
  const [{ pictures }] = degradations;
  return [
    markdownTable(["made worse (unit)", "steps", "refused, % of those found", "all that are found: right, %"], body),
    "",
    `${pictures} of FER2013's PublicTest (happy, sad, surprise) in a scene, ${size} px, default head, the best of the three against the`,
    `published label, whether it would be shown or not; ${NOTHING}: fewer than ${FEWEST_FACES} found. Measured on ${date} (\`npm run bench:quality\`;`,
    "what is kept and what each gate refuses: docs/quality-gates.json).",
  ].join("\n");
}

const stepsOf = ({ step }: DegradationRow): string => (step === null ? "as it is" : String(step));
const refusedOf = ({ gated }: DegradationRow): string => wholePercent(gated);
const rightOf = ({ all }: DegradationRow): string => wholePercent(all);

const wholePercent = ({ rate, of }: Share): string => (of < FEWEST_FACES ? NOTHING : (100 * rate).toFixed(0));
