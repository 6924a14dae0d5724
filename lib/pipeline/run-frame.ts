/**
 * The way of a frame through the stages: detect, align, equalize, embed, classify; a face whose picture is not good
 * enough, or that is covered, gets the reason instead of a trusted label (lib/quality, gate-covered.ts). Worker and Node.
 * In: RGBA picture. Out: one reading a face, in the order of the detector's score, and each stage's time.
 */
import { EMBEDDING_FEATURES } from "../backbone/resnet50-layers";
import { bestLabel } from "../labels/best-label";
import { decideStatus } from "../labels/decide-status";
import type { PictureKind } from "../quality/gates";
import {
  EXPRESSIONS,
  type DetectedFace,
  type Expression,
  type FaceReading,
  type InputSide,
  type Inspection,
  type Label7,
  type LabelSet,
  type Picture,
  type StageTimesMs,
} from "../types";
import { findFaceInCrop } from "./find-face-in-crop";
import { gateCovered } from "./gate-covered";
import { inspectFace, largestFace } from "./inspect-face";
import type { Pipeline } from "./load-pipeline";
import { prepareFace } from "./prepare-face";
import { findHead, readHead } from "./read-head";

export interface FrameSettings {
  readonly inputSide: InputSide;
  /** Id of a head over the three expressions. */
  readonly head: string;
  readonly equalize: boolean;
  /** Views in which a face is looked for where the first look finds none, or only small ones. Absent: a still picture, all of them. */
  readonly looks?: number;
  /** Also says why the largest face got its label of this set. Absent: it does not. */
  readonly inspect?: LabelSet;
  /** True once nobody waits for the readings any more: then a long search ends. Absent: somebody does. */
  readonly isOutdated?: () => boolean;
}

export interface FrameReadings {
  readonly faces: readonly FaceReading[];
  /** Without the inspection. */
  readonly stageMs: StageTimesMs;
  /** Where it was asked for and there is a face. */
  readonly inspection?: Inspection;
}

/** A picture with any number of faces. */
export async function runFrame(pipeline: Pipeline, picture: Picture, settings: FrameSettings): Promise<FrameReadings> {
  const startMs = performance.now();
  if (settings.looks === undefined) pipeline.finder.reset();
  const faces = await pipeline.finder.find(picture, settings.looks ?? Infinity, settings.isOutdated);
  const detectMs = performance.now() - startMs;
  return readFaces(pipeline, picture, "scene", faces, settings, detectMs);
}

/** A picture that is one face crop already: always gives one reading, "unaligned" where no face was found in it. */
export async function runCrop(pipeline: Pipeline, picture: Picture, settings: FrameSettings): Promise<FrameReadings> {
  const startMs = performance.now();
  const face = await findFaceInCrop(picture, pipeline.detector);
  const detectMs = performance.now() - startMs;
  return readFaces(pipeline, picture, "crop", [face], settings, detectMs);
}

async function readFaces(
  pipeline: Pipeline,
  picture: Picture,
  kind: PictureKind,
  faces: readonly (DetectedFace | null)[],
  { inputSide, head: headId, equalize, inspect }: FrameSettings,
  detectMs: number,
): Promise<FrameReadings> {
  const head = findHead(pipeline, headId);
  const alignStartMs = performance.now();
  const prepared = faces.map((face) => prepareFace(picture, face, kind, { inputSide, equalize }));
  const embedStartMs = performance.now();
  const embeddings = await pipeline.backbone.embed(prepared.map(({ crop }) => crop));
  const classifyStartMs = performance.now();
  const readings = faces.map((face, index): FaceReading => {
    const embedding = embeddings.subarray(index * EMBEDDING_FEATURES, (index + 1) * EMBEDDING_FEATURES);
    const probabilities: Record<Expression, number> = readHead(head, embedding);
    const labels7: Record<Label7, number> = readHead(pipeline.labels7Head, embedding);
    return {
      box: face?.box ?? { x: 0, y: 0, width: picture.width, height: picture.height },
      score: face?.score ?? 0,
      expression: bestLabel(EXPRESSIONS, probabilities),
      probabilities,
      labels7,
      status:
        prepared[index].obstacle ??
        gateCovered(pipeline, embedding) ??
        decideStatus(labels7, pipeline.manifest.decision),
    };
  });
  const endMs = performance.now();
  const stageMs: StageTimesMs = {
    detect: detectMs,
    align: embedStartMs - alignStartMs,
    embed: classifyStartMs - embedStartMs,
    classify: endMs - classifyStartMs,
  };
  if (!inspect || readings.length === 0) return { faces: readings, stageMs };
  const face = largestFace(readings);
  const inspected = await inspectFace(pipeline, prepared[face].aligned, {
    head: headId,
    equalize,
    labelSet: inspect,
  });
  return { faces: readings, stageMs, inspection: { ...inspected, face } };
}
