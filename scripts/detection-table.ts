/** MODEL_CARD's table of how often faces are found, from bench/detection.json (npm run bench:detection). Pure. */
import { CONDITIONS } from "../bench/detection/conditions";
import type { DetectionReport } from "../bench/detection/report";
import { NOTHING, percentWithInterval } from "../lib/evidence/format";
import { markdownTable } from "./markdown-table";

const SET_NAMES: Readonly<Record<string, string>> = { ffhq: "FFHQ", webfaces: "web faces", jaffe: "JAFFE" };

export function detectionTable({ rows, date }: DetectionReport): string {
  const body = rows.map(({ set, condition, first, second, crop, right }) => [
    CONDITIONS.find(({ id }) => id === condition)?.name ?? condition,
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
  ].join("\n");
}
