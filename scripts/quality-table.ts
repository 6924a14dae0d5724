/**
 * MODEL_CARD's tables of what the quality gates refuse and of how right turned faces are read, from docs/quality-gates.json
 * (npm run bench:quality). Pure.
 */
import type { DegradationRow, QualityReport } from "../bench/quality/report";
import { NOTHING, percentWithInterval } from "../lib/evidence/format";
import type { Share } from "../lib/evidence/share";
import { MAXIMUM_TURN } from "../lib/quality/thresholds";
import { markdownTable } from "./markdown-table";

/** Fewer faces say nothing of how right they are read. */
const FEWEST_FACES = 20;

export function qualityTable(report: QualityReport): string {
  const { degradations, date, size } = report;
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
    "",
    turnTable(report),
  ].join("\n");
}

/** No picture can be made to turn its head, so how right turned faces are read is known of those that happen to be. */
function turnTable({ undegraded }: QualityReport): string {
  const { bins } = undegraded.find(({ set }) => set === "public_test")!;
  const turned = bins.filter(({ measure }) => measure === "turn");
  const body = turned.map(({ from, below, right }) => [
    below === null ? `${from} and more` : `${from} to ${below}`,
    String(right.of),
    percentWithInterval(right),
  ]);
  return [
    markdownTable(["turned by (`measureTurn`)", "faces", "right, refused or not"], body),
    "",
    'All of PublicTest\'s happy, sad and surprised faces that are found, as they are and cut at the face. The gate "turned" refuses',
    `beyond ${MAXIMUM_TURN}: how right those few are read is known no better than the interval says (95 %, Wilson).`,
  ].join("\n");
}

const stepsOf = ({ step }: DegradationRow): string => (step === null ? "as it is" : String(step));
const refusedOf = ({ gated }: DegradationRow): string => wholePercent(gated);
const rightOf = ({ all }: DegradationRow): string => wholePercent(all);

const wholePercent = ({ rate, of }: Share): string => (of < FEWEST_FACES ? NOTHING : (100 * rate).toFixed(0));
