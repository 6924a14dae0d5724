/** MODEL_CARD's table of what is nobody's face, from bench/not-people.json (npm run bench:not-people). Pure. */
import type { NotPeopleReport } from "../bench/not-people/report";
import type { ThingKind } from "../bench/not-people/things";
import { percentWithInterval } from "../lib/evidence/format";
import { markdownTable } from "./markdown-table";

const KIND_NAMES: Readonly<Record<ThingKind, string>> = {
  drawing: "drawn characters (DiceBear, 8 styles)",
  smiley: "smileys (Fluent 3D)",
  figure: "dolls and rendered figures (Fluent 3D)",
  animal: "rendered animals (Fluent 3D)",
  poster: "photographs of people as posters",
};

export function notPeopleTable({ rows, date, inputSidePx }: NotPeopleReport): string {
  const body = rows.map(({ kind, found, labelled, other, refused }) => [
    KIND_NAMES[kind],
    String(found.of),
    ...[found, labelled, other, refused].map(percentWithInterval),
  ]);
  return [
    markdownTable(["before a wall", "pictures", "a face is found", "labelled", '"other"', "refused by a gate"], body),
    "",
    `One still picture each, as \`npm run classify\` reads it (a live frame is searched in fewer views), ${inputSidePx} px, default head; 95 % Wilson intervals. Measured on ${date}`,
    "(`npm run bench:not-people`).",
  ].join("\n");
}
