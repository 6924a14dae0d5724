/** One thread of bench/detection.ts: makes the scenes of a picture and looks for its face in each. One job at a time. */
import { parentPort } from "node:worker_threads";
import { openPipeline } from "../../cli/open-pipeline";
import { readPicture } from "../../cli/read-picture";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import type { BoxPx, Picture } from "../../lib/types";
import { CONDITIONS, type Scene } from "./conditions";
import { isFound, type Answer } from "./count-found";

export interface DetectionJob {
  readonly file: string;
  /** Of the picture in its set. */
  readonly index: number;
  readonly bytes: Uint8Array;
}

export type DetectionResult = { readonly answers: readonly Answer[] } | { readonly failed: string };

/** Where nothing is found at all: so much of the picture's middle is taken for the face. */
const MIDDLE_SHARE = 0.6;

const { detector, finder } = await openPipeline();

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
  // Only a first look that finds nobody at all is followed by a second.
  const all = first.length > 0 ? first : await finder.find(picture, Infinity);
  return { first: isFound(first, middle), second: isFound(all, middle) };
}

async function lookInCrop({ picture, middle }: Scene): Promise<boolean> {
  const face = await findFaceInCrop(picture, detector);
  return face !== null && isFound([face], middle);
}

async function answer({ file, index, bytes }: DetectionJob): Promise<DetectionResult> {
  try {
    const picture = await readPicture(bytes);
    const box = await boxOf(picture);
    const answers: Answer[] = [];
    for (const { id: condition, apply } of CONDITIONS) {
      const { scene, crop } = await apply(picture, box, index);
      answers.push({ condition, ...(await lookTwice(scene)), crop: crop && (await lookInCrop(crop)) });
    }
    return { answers };
  } catch (error) {
    return { failed: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

parentPort!.on("message", (job: DetectionJob) => void answer(job).then((result) => parentPort!.postMessage(result)));
parentPort!.postMessage("ready");
