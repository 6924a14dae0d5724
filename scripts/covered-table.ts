/** MODEL_CARD's table of what the gate "covered" tells, from docs/covered.json (npm run train:covered). Pure. */
import { NOTHING, percentOf, percentWithInterval, whole } from "../lib/evidence/format";
import { shareOf } from "../lib/evidence/share";
import type { CoveredReport, CoveredRow, UntouchedRow } from "../training/covered-report";
import { markdownTable } from "./markdown-table";

const SHAPES = { training: "as in training", other: "others" };

export function coveredTable({ rows, untouched, size, date, coveredGate }: CoveredReport): string {
  const body = rows.map(({ shapes, share, ...counts }) => [
    share === 0 ? "nothing" : `${Math.round(100 * share)} %`,
    shapes ? SHAPES[shapes] : NOTHING,
    ...COUNTS.map((name) => percentWithInterval(shareOf(...counts[name]))),
  ]);
  const [first] = rows;
  const ofCovered = rows.find(({ shapes }) => shapes)?.refused[1] ?? 0;
  return [
    markdownTable(
      ["hidden of the face", "shapes of the cover", "refused", "all: right", "not refused: right", "refused: right"],
      body,
    ),
    "",
    `The gate "covered" alone (limit ${coveredGate.maximumCovered}) on happy, sad and surprised faces of FER2013's PublicTest, ${whole(first.refused[1])} untouched and`,
    `${whole(ofCovered)} a row with synthetic covers, on crops aligned as if nothing covered the face; ${size} px, seven-label layer, the best of the three`,
    `against the published label; 95 % Wilson intervals. Of all untouched faces it refuses ${untouched.map(untouchedWords).join("; ")}.`,
    `Open: without those that by eye show no whole face, a profile or a hand. Measured on ${date} (\`npm run train:covered\`).`,
  ].join("\n");
}

const COUNTS = ["refused", "right", "rightOfKept", "rightOfRefused"] as const satisfies readonly (keyof CoveredRow)[];

function untouchedWords({ size, equalized, refused, refusedOfOpen }: UntouchedRow): string {
  const at = `${size} px${equalized ? "" : ", not equalized"}`;
  return `${percentOf(shareOf(...refused))} of ${whole(refused[1])} at ${at} (${percentOf(shareOf(...refusedOfOpen))} of the open ones)`;
}
