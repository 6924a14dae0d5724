/**
 * The way of a frame through the stages: detect, align, equalize, embed, classify; a face whose picture is not good
 * enough gets the reason instead of a trusted label (lib/quality). Worker and Node.
 * In: RGBA picture. Out: one reading a face, in the order of the detector's score, and each stage's time.
 */
import { alignFace, cropWhole } from "../align/align-face";
import { EMBEDDING_FEATURES } from "../backbone/resnet50-layers";
import { equalizeBiHistogram } from "../equalize/bi-histogram";
import { PipelineError } from "../errors";
import type { Head } from "../heads";
import { bestLabel } from "../labels/best-label";
import { decideStatus } from "../labels/decide-status";
import { gateFace, type PictureKind } from "../quality/gates";
import { measureFace } from "../quality/measure-face";
import {
  EXPRESSIONS,
  type DetectedFace,
  type Expression,
  type FaceReading,
  type GreyCrop,
  type InputSide,
  type Label7,
  type Picture,
  type StageTimesMs,
} from "../types";
import { embedBothWays } from "./embed-both-ways";
import { findFaceInCrop } from "./find-face-in-crop";
import type { Pipeline } from "./load-pipeline";

export interface FrameSettings {
  readonly inputSide: InputSide;
  /** Id of a head over the three expressions. */
  readonly head: string;
  readonly equalize: boolean;
  /**
   * Views in which a face is looked for where the first look finds none. Absent: a still picture, for which there is time
   * to search all of them and to embed each face both ways round.
   */
  readonly looks?: number;
}

export interface FrameReadings {
  readonly faces: readonly FaceReading[];
  readonly stageMs: StageTimesMs;
}

/** A picture with any number of faces. */
export async function runFrame(pipeline: Pipeline, picture: Picture, settings: FrameSettings): Promise<FrameReadings> {
  const startMs = performance.now();
  if (settings.looks === undefined) pipeline.finder.reset();
  const faces = await pipeline.finder.find(picture, settings.looks ?? Infinity);
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
  { inputSide, head: headId, equalize, looks }: FrameSettings,
  detectMs: number,
): Promise<FrameReadings> {
  const head = pipeline.heads.get(headId);
  if (!head) {
    const message = `head: got "${headId}", expected one of ${[...pipeline.heads.keys()].join(", ")}`;
    throw new PipelineError("bad-input", "heads", message);
  }
  const alignStartMs = performance.now();
  const aligned = faces.map((face): GreyCrop =>
    face ? alignFace(picture, face.keypoints, inputSide) : cropWhole(picture, inputSide),
  );
  // Before equalizing, which hides bad light and changes contrast.
  const gates = faces.map((face, index) => face && gateFace(measureFace(picture, face, aligned[index]), kind));
  const crops = equalize
    ? aligned.map(({ side, data }): GreyCrop => ({ side, data: equalizeBiHistogram(data) }))
    : aligned;
  const embedStartMs = performance.now();
  const still = looks === undefined;
  const embeddings = await (still ? embedBothWays(pipeline.backbone, crops) : pipeline.backbone.embed(crops));
  const classifyStartMs = performance.now();
  const readings = faces.map((face, index): FaceReading => {
    const embedding = embeddings.subarray(index * EMBEDDING_FEATURES, (index + 1) * EMBEDDING_FEATURES);
    const probabilities = named(head, embedding) as Record<Expression, number>;
    const labels7 = named(pipeline.labels7Head, embedding) as Record<Label7, number>;
    return {
      box: face?.box ?? { x: 0, y: 0, width: picture.width, height: picture.height },
      score: face?.score ?? 0,
      expression: bestLabel(EXPRESSIONS, probabilities),
      probabilities,
      labels7,
      status: face
        ? (gates[index] ?? decideStatus(labels7, pipeline.manifest.decision.minimumExpressionMass))
        : "unaligned",
    };
  });
  const endMs = performance.now();
  return {
    faces: readings,
    stageMs: {
      detect: detectMs,
      align: embedStartMs - alignStartMs,
      embed: classifyStartMs - embedStartMs,
      classify: endMs - classifyStartMs,
    },
  };
}

function named(head: Head, embedding: Float32Array): Record<string, number> {
  const probabilities = head.classify(embedding);
  return Object.fromEntries(head.labels.map((label, index) => [label, probabilities[index]]));
}
