/**
 * README's table of the paper's experiment, from public/models/report.json. Pure; `npm run figures` puts it in place.
 */
import { NOTHING, percentWithInterval, setName } from "../lib/evidence/format";
import { matches } from "../lib/evidence/matches";
import { paperAccuracyPercent } from "../lib/evidence/paper";
import type { ExperimentReport } from "../lib/evidence/report-schema";
import { EARLIER_RUN } from "../training/experiments/keep-backbones";
import { markdownTable } from "./markdown-table";

/** The column of the paper's tables that is shown: the one its Table 5 is about. */
const SHOWN = "cubic-svm";

/** A small share of the pictures says too little for a README; the page shows it, marked as such. */
const QUICK_RUN =
  "The committed report is a quick run on a small share of the pictures, whose figures mean little. The whole experiment\n" +
  "takes more than an hour: `npm run experiments -- --data DIR --out public/models/report.json`.";

/** Rows: the sets of Tables 2 and 3. Columns: the paper's figure, then for each backbone both protocols. */
export function experimentTable(report: ExperimentReport): string {
  const { backbones, cells, classifiers, headsFrom, madeBy, notes, quick } = report;
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
      const place = { backbone: id, protocol, set, augmentation, equalized, classifier: SHOWN };
      const cell = cells.find(matches(place));
      return cell ? percentWithInterval(cell.accuracy) : NOTHING;
    });
    const printed = isFlip ? NOTHING : `${paperAccuracyPercent(set, equalized, SHOWN).toFixed(1)} %`;
    return [setName({ set, augmentation, equalized }), printed, ...shares];
  });
  const head = ["set", "the paper prints", ...columns.map((column) => column.head)];
  const name = classifiers.find(({ id }) => id === SHOWN)?.name ?? SHOWN;
  return [
    markdownTable(head, body),
    "",
    `${name}, accuracy with 95 % intervals; ${madeBy.date}, \`${madeBy.command}\`.`,
    ...notes.filter((note) => note.includes(EARLIER_RUN)),
    "",
    "The shipped heads are made the way the best honest set is, of pictures of FER2013's Training alone (`npm run ship:heads -- --data DIR`).",
    headsFrom.why,
  ].join("\n");
}
