/**
 * What a person's own neutral face brings as a baseline of their label (lib/track/neutral-baseline.ts), on JAFFE: ten
 * women with seven expressions each, about three pictures of their neutral face among them.
 *
 *   npm run measure:baseline -- --data ../shared/data
 *
 * Default size and head. JAFFE is test only: rule and strength were fixed before the first run, and nothing is chosen
 * on it. A neutral picture is never judged by a baseline that it is part of. Out: stdout and bench/baseline.json.
 */
import { openPipeline } from "../cli/open-pipeline";
import { parseCommandLine } from "../cli/parse-command-line";
import { readPicture } from "../cli/read-picture";
import { percent } from "../lib/evidence/format";
import { shareOf, type Share } from "../lib/evidence/share";
import { bestScored } from "../lib/labels/best-label";
import { isExpression } from "../lib/labels/is-expression";
import { labelScores } from "../lib/labels/label-scores";
import { runCrop } from "../lib/pipeline/run-frame";
import { boundLogits, logitsToProbabilities, probabilitiesToLogits, type FaceLogits } from "../lib/track/face-logits";
import { BASELINE_STRENGTH, loweringOf, lowerScores, type Lowering } from "../lib/track/neutral-baseline";
import type { Label7, ShownLabel } from "../lib/types";
import { requireDataFolder } from "../training/data-folder";
import { mcNemar } from "../training/experiments/statistics";
import { modelReportHead, writeReport } from "../training/report-file";
import { readTestSet } from "../training/test-sets";
import { BASELINE_REPORT, type BaselineReport, type Comparison } from "./baseline/report";

const SET = "jaffe";

interface Picture {
  /** JAFFE's files begin with the person: KA.AN1.39.png. */
  readonly person: string;
  readonly file: string;
  readonly label: Label7;
  readonly logits: FaceLogits;
}

/** What is said of a picture: the best of the three whatever else speaks, and the label with "other" among them. */
interface Answer {
  readonly expression: ShownLabel;
  readonly said: ShownLabel;
}

/** A picture without and with the baseline of its person. */
interface Judged {
  readonly picture: Picture;
  readonly without: Answer;
  readonly with: Answer;
}

async function readPictures(data: string): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const [file, { truth, bytes }] of readTestSet(data, SET)) {
    const { faces } = await runCrop(pipeline, await readPicture(bytes), settings);
    pictures.push({
      person: file.split(".")[0],
      file,
      label: truth.raw,
      logits: boundLogits(probabilitiesToLogits(faces[0])),
    });
  }
  return pictures;
}

/** Of the person's neutral pictures, but for the one that is judged; null where none is left. */
function neutralOf({ person, file }: Picture, pictures: readonly Picture[]): FaceLogits | null {
  const own = pictures.filter((other) => other.person === person && other.file !== file);
  const neutral = own.filter(({ label }) => label === "neutral");
  if (neutral.length === 0) return null;
  const mean = (head: keyof FaceLogits): number[] =>
    neutral[0].logits[head].map(
      (_, index) => neutral.reduce((sum, { logits }) => sum + logits[head][index], 0) / neutral.length,
    );
  return { expressions: mean("expressions"), labels7: mean("labels7") };
}

function answer({ logits }: Picture, lowering: Lowering): Answer {
  const scores = lowerScores(labelScores("three", logitsToProbabilities(logits), decision), lowering);
  const { happy, sad, surprise } = scores;
  return { expression: bestScored({ happy, sad, surprise }), said: bestScored(scores) };
}

function compare(answers: readonly Judged[], isRight: (picture: Picture, answer: Answer) => boolean): Comparison {
  const without = answers.map((judged) => isRight(judged.picture, judged.without));
  const withIt = answers.map((judged) => isRight(judged.picture, judged.with));
  const { onlyFirst, onlySecond, p } = mcNemar(without, withIt);
  const rightOf = (right: readonly boolean[]): Share => shareOf(right.filter(Boolean).length, right.length);
  return { without: rightOf(without), with: rightOf(withIt), gained: onlySecond, lost: onlyFirst, p };
}

const data = requireDataFolder(parseCommandLine({ options: { data: { type: "string" } } }).values.data);

const pipeline = await openPipeline();
const { manifest } = pipeline;
const { decision } = manifest;
const settings = { inputSide: manifest.backbone.defaultSide, head: manifest.defaultHead, equalize: true };

const pictures = await readPictures(data);
pipeline.dispose();
const answers = pictures.map((picture): Judged => {
  const neutral = neutralOf(picture, pictures);
  if (!neutral) throw new Error(`${picture.file}: got no other neutral picture of the person, expected one or more`);
  const lowering = loweringOf("three", logitsToProbabilities(neutral), decision);
  return { picture, without: answer(picture, {}), with: answer(picture, lowering) };
});

const ofThree = answers.filter(({ picture }) => isExpression(picture.label));
const ofNeutral = answers.filter(({ picture }) => picture.label === "neutral");
const isOther = (_: Picture, { said }: Answer): boolean => said === "other";
const comparisons: Readonly<Record<string, Comparison>> = {
  "three classes, the best of the three": compare(ofThree, ({ label }, { expression }) => expression === label),
  "what is said, of all pictures": compare(answers, ({ label }, { said }) =>
    isExpression(label) ? said === label : said === "other",
  ),
  "what is said, of the three": compare(ofThree, ({ label }, { said }) => said === label),
  "neutral called other": compare(ofNeutral, isOther),
};

const inWords = ({ rate, right, of }: Share): string => `${percent(rate)} (${right} of ${of})`;
for (const [name, { without, with: withIt, gained, lost, p }] of Object.entries(comparisons)) {
  console.log(
    `${name}: ${inWords(without)} without, ${inWords(withIt)} with; gained ${gained}, lost ${lost}, p = ${p.toPrecision(2)}`,
  );
}
const report: BaselineReport = {
  ...modelReportHead("bench/baseline.ts"),
  size: settings.inputSide,
  head: settings.head,
  set: SET,
  people: new Set(pictures.map(({ person }) => person)).size,
  pictures: pictures.length,
  strength: BASELINE_STRENGTH,
  comparisons,
};
writeReport(BASELINE_REPORT, report);
console.log(BASELINE_REPORT);
