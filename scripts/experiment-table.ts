/**
 * README's table of the paper's experiment, from public/models/report.json. Pure; `npm run figures` puts it in place.
 */
import { percentWithInterval } from "../components/lab/format";
import { paperAccuracyPercent } from "../lib/evidence/paper";
import type { ExperimentReport } from "../lib/evidence/report-schema";
import { markdownTable } from "./markdown-table";

/** The column of the paper's tables that is shown: the one its Table 5 is about. */
const SHOWN = "cubic-svm";

/** A small share of the pictures says too little for a README; the page shows it, marked as such. */
const QUICK_RUN =
  "The committed report is a quick run on a small share of the pictures, whose figures mean little. The whole experiment\n" +
  "takes more than an hour: `npm run experiments -- --data DIR --out public/models/report.json`.";

/** Rows: the sets of Tables 2 and 3. Columns: the paper's figure, then for each backbone both protocols. */
export function experimentTable({ backbones, cells, classifiers, headsFrom, madeBy, quick }: ExperimentReport): string {
  if (quick) return QUICK_RUN;
  const protocols = [
    ["paper", "the paper's protocol"],
    ["honest", "originals split first"],
  ] as const;
  const columns = backbones.flatMap(({ id, name }) =>
    protocols.map(([protocol, words]) => ({ id, protocol, head: `${name}, ${words}` })),
  );
  const rows = cells
    .filter(({ classifier, protocol }) => classifier === SHOWN && protocol === "honest")
    .map(({ set, augmentation, equalized }) => ({ set, augmentation, equalized }));
  const distinct = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()].sort(
    (a, b) => Number(a.equalized) - Number(b.equalized),
  );
  const body = distinct.map(({ set, augmentation, equalized }) => {
    const isFlip = augmentation === "rotation-flip";
    const shares = columns.map(({ id, protocol }) => {
      const cell = cells.find(
        (one) =>
          one.backbone === id &&
          one.protocol === protocol &&
          one.classifier === SHOWN &&
          one.set === set &&
          one.augmentation === augmentation &&
          one.equalized === equalized,
      );
      return cell ? percentWithInterval(cell.accuracy) : "–";
    });
    const printed = isFlip ? "–" : `${paperAccuracyPercent(set, equalized, SHOWN).toFixed(1)} %`;
    return [`${equalized ? "Bi-" : ""}${set}${isFlip ? ", mirrored too" : ""}`, printed, ...shares];
  });
  const head = ["set", "the paper prints", ...columns.map((column) => column.head)];
  const name = classifiers.find(({ id }) => id === SHOWN)?.name ?? SHOWN;
  return [
    markdownTable(head, body),
    "",
    `${name}, accuracy with 95 % intervals; ${madeBy.date}, \`${madeBy.command}\`.`,
    "",
    "The shipped heads are made of the best honest set (`npm run ship:heads -- --data DIR`).",
    headsFrom.why,
  ].join("\n");
}
