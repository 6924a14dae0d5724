/** One thread of bench/quality-gates.ts: reads a picture as it is, or made worse step by step. */
import { workerData } from "node:worker_threads";
import sharp from "sharp";
import { openPipeline } from "../../cli/open-pipeline";
import { serveJobs } from "../../cli/serve-jobs";
import { alignFace } from "../../lib/align/align-face";
import { padPicture } from "../../lib/align/pad-picture";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import { runCrop, runFrame } from "../../lib/pipeline/run-frame";
import { measureFace, type FaceMeasures } from "../../lib/quality/measure-face";
import type { DetectedFace, FaceReading, InputSide, Picture } from "../../lib/types";
import { DEGRADATIONS } from "../degradations";
import type { Sample } from "../samples";
import { toPicture } from "../sharp-picture";
import { outcomeOf, type MeasuredOutcome, type Outcome } from "./outcome";

export interface QualityThreadData {
  readonly inputSide: InputSide;
}

/** `degradation`: the name of one; null: the picture as it is. `tight`: its picture is a face crop without surroundings. */
export interface QualityJob {
  readonly sample: Sample;
  readonly degradation: string | null;
  readonly tight: boolean;
}

export type QualityResult =
  | {
      readonly kind: "as it is";
      readonly crop: Outcome;
      readonly scene: Outcome;
      readonly measured: MeasuredOutcome | null;
    }
  | { readonly kind: "worse"; readonly steps: readonly StepOutcome[] };

export interface StepOutcome {
  /** Null: as it is. */
  readonly step: number | null;
  readonly outcome: Outcome;
  /** Null where no face was found, or where the degradation changes nothing that is measured. */
  readonly measured: MeasuredOutcome | null;
}

/** A 48 pixel crop needs surroundings to be a scene: the border that findFaceInCrop tries first. */
const SCENE_BORDER = 0.5;

const { inputSide } = workerData as QualityThreadData;
const pipeline = await openPipeline();
const SETTINGS = { inputSide, head: pipeline.manifest.defaultHead, equalize: true };

const readScene = async (picture: Picture): Promise<FaceReading | null> =>
  (await runFrame(pipeline, picture, SETTINGS)).faces[0] ?? null;
const readCrop = async (picture: Picture): Promise<FaceReading | null> =>
  (await runCrop(pipeline, picture, SETTINGS)).faces.find(({ status }) => status !== "unaligned") ?? null;
const measure = (picture: Picture, face: DetectedFace): FaceMeasures =>
  measureFace(picture, face, alignFace(picture, face.keypoints, inputSide));
const sceneOf = (picture: Picture, tight: boolean): Picture =>
  tight ? padPicture(picture, SCENE_BORDER).picture : picture;

async function readAsItIs({ sample, tight }: QualityJob): Promise<QualityResult> {
  const picture = await toPicture(sharp(sample.bytes));
  const crop = outcomeOf(sample.label, await readCrop(picture));
  const scene = outcomeOf(sample.label, await readScene(sceneOf(picture, tight)));
  const face = await findFaceInCrop(picture, pipeline.detector);
  return { kind: "as it is", crop, scene, measured: face && { ...crop, measures: measure(picture, face) } };
}

/** No step at all where no face is found in the picture as it is, since a step goes by the face. */
async function readWorse({ sample, tight }: QualityJob, degradation: string): Promise<QualityResult> {
  const { steps, measures, apply } = DEGRADATIONS.find(({ name }) => name === degradation)!;
  const scene = sceneOf(await toPicture(sharp(sample.bytes)), tight);
  const [face] = await pipeline.detector.detect(scene);
  const outcomes: StepOutcome[] = [];
  for (const step of face ? [null, ...steps] : []) {
    const picture = step === null ? scene : await toPicture(apply(scene, face, step));
    const outcome = outcomeOf(sample.label, await readScene(picture));
    const [found] = measures.length > 0 ? await pipeline.detector.detect(picture) : [];
    outcomes.push({ step, outcome, measured: found ? { ...outcome, measures: measure(picture, found) } : null });
  }
  return { kind: "worse", steps: outcomes };
}

serveJobs(
  (job: QualityJob) => (job.degradation === null ? readAsItIs(job) : readWorse(job, job.degradation)),
  ({ sample }) => sample.file,
);
