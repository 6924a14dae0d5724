/** MODEL_CARD's table of how often faces are found, from bench/detection.json (npm run bench:detection). Pure. */
import { CONDITIONS } from "../bench/detection/conditions";
import type { DetectionRow } from "../bench/detection/count-found";
import type { DetectionReport } from "../bench/detection/report";
import { NOTHING, percent, percentWithInterval } from "../lib/evidence/format";
import { markdownTable } from "./markdown-table";

const SET_NAMES: Readonly<Record<string, string>> = { ffhq: "FFHQ", webfaces: "web faces", jaffe: "JAFFE" };

/** Goal for how often a face is found, with the second look. */
const FOUND_GOAL = 0.98;
/** Goal for how much a picture with its scene may lose against its tight crop. */
const LOSS_GOAL = 0.01;

export function detectionTable({ rows, date }: DetectionReport): string {
  const body = rows.map(({ set, condition, first, second, crop, right }) => [
    conditionName(condition),
    SET_NAMES[set] ?? set,
    String(first.of),
    percentWithInterval(first),
    percentWithInterval(second),
    crop ? percentWithInterval(crop) : NOTHING,
    percentWithInterval(right.scene),
    percentWithInterval(right.tightCrop),
  ]);
  const ordered = CONDITIONS.flatMap(({ name }) => body.filter(([condition]) => condition === name));
  return [
    markdownTable(
      [
        "the face",
        "set",
        "pictures",
        "first look",
        "with the second look",
        "`--crops`",
        "read right",
        "read right as a tight crop",
      ],
      ordered,
    ),
    "",
    "Found: the face's middle lies in a box. 95 % Wilson intervals. The second look: other scales and turns, where the first",
    "look at the whole picture finds nobody. Where a picture's face is, is told by what `--crops` finds in it, so the figure of",
    "`--crops` for pictures as they are only says how often it finds one. Read right: of happy, sad and surprised faces, the best",
    "of the three is the published label; a face that is not found is wrong. A tight crop is cut at the face's box and read as",
    `\`--crops\` does. Measured on ${date} (\`npm run bench:detection\`).`,
    "",
    goalSentence(rows),
  ].join("\n");
}

const conditionName = (condition: string): string => CONDITIONS.find(({ id }) => id === condition)?.name ?? condition;

/** Both goals, and where they are missed. */
function goalSentence(rows: DetectionReport["rows"]): string {
  const placeOf = ({ set, condition }: DetectionRow): string => `${SET_NAMES[set] ?? set}, ${conditionName(condition)}`;
  const found = rows
    .filter(({ second }) => second.rate < FOUND_GOAL)
    .map((row) => `${placeOf(row)} (${percent(row.second.rate)})`);
  const read = rows
    .filter(({ right }) => right.scene.rate < right.tightCrop.rate - LOSS_GOAL)
    .map((row) => `${placeOf(row)} (${percent(row.right.scene.rate)} for ${percent(row.right.tightCrop.rate)})`);
  const list = (places: readonly string[]): string => (places.length > 0 ? `missed by ${places.join("; ")}` : "met");
  return [
    `Goal ${percent(FOUND_GOAL)} found with the second look: ${list(found)}.`,
    `Goal of at most ${100 * LOSS_GOAL} point less than the tight crop: ${list(read)}.`,
  ].join("\n");
}
