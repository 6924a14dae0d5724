/** One thread of bench/detection.ts: makes the scenes of a picture, looks for its face in each and reads it. */
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { serveJobs } from "../../cli/serve-jobs";
import { isExpression } from "../../lib/labels/is-expression";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import { runCrop, runFrame } from "../../lib/pipeline/run-frame";
import type { BoxPx, Expression, Label7, Picture } from "../../lib/types";
import { toPicture, toSharp } from "../sharp-picture";
import { CONDITIONS, insideOf, type Scene } from "./conditions";
import { faceAt, isFound, type Answer } from "./count-found";

export interface DetectionJob {
  readonly file: string;
  /** Of the picture in its set. */
  readonly index: number;
  readonly bytes: Uint8Array;
  /** Published label. */
  readonly label: Label7;
}

/** Where nothing is found at all: so much of the picture's middle is taken for the face. */
const MIDDLE_SHARE = 0.6;

const pipeline = await openPipeline();
const { detector, finder, manifest } = pipeline;
const SETTINGS = { inputSide: manifest.backbone.defaultSide, head: manifest.defaultHead, equalize: true };

/** The face's box, found by any means; the sets' pictures show one face, in the middle. */
async function boxOf(picture: Picture): Promise<BoxPx> {
  const inCrop = await findFaceInCrop(picture, detector);
  if (inCrop) return inCrop.box;
  finder.reset();
  const [face] = await finder.find(picture, Infinity);
  if (face) return face.box;
  const side = MIDDLE_SHARE * Math.min(picture.width, picture.height);
  return { x: (picture.width - side) / 2, y: (picture.height - side) / 2, width: side, height: side };
}

async function lookTwice({ picture, middle }: Scene): Promise<Pick<Answer, "first" | "second">> {
  finder.reset();
  const first = await finder.find(picture, 0);
  // The pictures show one face each: where a first look finds somebody, what a second finds beside does not count.
  const all = first.length > 0 ? first : await finder.find(picture, Infinity);
  return { first: isFound(first, middle), second: isFound(all, middle) };
}

async function lookInCrop({ picture, middle }: Scene): Promise<boolean> {
  const face = await findFaceInCrop(picture, detector);
  return face !== null && isFound([face], middle);
}

async function readTightCrop(picture: Picture, box: BoxPx): Promise<Expression> {
  const crop = await toPicture(toSharp(picture).extract(insideOf(box, picture)));
  return (await runCrop(pipeline, crop, SETTINGS)).faces[0].expression;
}

async function readScene({ picture, middle }: Scene): Promise<Expression | undefined> {
  return faceAt((await runFrame(pipeline, picture, SETTINGS)).faces, middle)?.expression;
}

/** In the order of the conditions. */
async function answer({ index, bytes, label }: DetectionJob): Promise<readonly Answer[]> {
  const picture = await readPicture(bytes);
  const box = await boxOf(picture);
  const tightCrop = isExpression(label) ? (await readTightCrop(picture, box)) === label : null;
  const answers: Answer[] = [];
  for (const { id: condition, apply } of CONDITIONS) {
    const { scene, crop } = await apply(picture, box, index);
    answers.push({
      condition,
      ...(await lookTwice(scene)),
      crop: crop && (await lookInCrop(crop)),
      right: tightCrop === null ? null : { scene: (await readScene(scene)) === label, tightCrop },
    });
  }
  return answers;
}

serveJobs(answer, ({ file }: DetectionJob) => file);
