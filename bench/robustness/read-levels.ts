/**
 * One picture, made worse level by level and read each time as `npm run classify -- --crops` reads it, with and without
 * equalization: the face is looked for and aligned once, and both crops are embedded.
 */
import { alignCrop, CANONICAL_KEYPOINTS } from "../../lib/align/align-face";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { equalizeBiHistogram } from "../../lib/equalize/bi-histogram";
import type { DegradationId, ReadingWay } from "../../lib/evidence/robustness-schema";
import { bestLabel } from "../../lib/labels/best-label";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { findHead, readHead } from "../../lib/pipeline/read-head";
import type { FeaturePoints } from "../../lib/quality/measure-place";
import { EXPRESSIONS, type Expression, type GreyCrop, type Picture, type PointPx } from "../../lib/types";
import { randomFor } from "../../training/experiments/random-order";
import { readSample } from "../../training/read-sample";
import { degrade } from "./degrade";

const NOISE_SEED = 20261125;

export interface LevelsJob {
  readonly sample: { readonly file: string; readonly bytes: Uint8Array };
  readonly degradation: DegradationId;
  readonly levels: readonly number[];
}

export type TwoReadings = Readonly<Record<ReadingWay, Expression>>;

/** One pair of readings a level, by the manifest's default head at its default side. Throws for a broken picture. */
export async function readLevels(
  pipeline: Pipeline,
  { sample, degradation, levels }: LevelsJob,
): Promise<TwoReadings[]> {
  const picture = await readSample(sample.bytes);
  const found = await findFaceInCrop(picture, pipeline.detector);
  const face = { keypoints: found?.keypoints ?? canonicalPoints(picture) };
  const readings: TwoReadings[] = [];
  for (const level of levels) {
    // Begun anew, so that a level's noise is the level before it, only stronger.
    const random = randomFor(NOISE_SEED, sample.file);
    readings.push(await readBothWays(pipeline, await degrade({ picture, face, random }, degradation, level)));
  }
  return readings;
}

/** Where the features lie in most of FER2013's crops, for the few in which the detector finds no face. */
function canonicalPoints({ width, height }: Picture): FeaturePoints {
  const scaled = ({ x, y }: PointPx): PointPx => ({ x: x * width, y: y * height });
  const { rightEye, leftEye, noseTip, mouthCenter } = CANONICAL_KEYPOINTS;
  return {
    rightEye: scaled(rightEye),
    leftEye: scaled(leftEye),
    noseTip: scaled(noseTip),
    mouthCenter: scaled(mouthCenter),
  };
}

async function readBothWays(pipeline: Pipeline, picture: Picture): Promise<TwoReadings> {
  const { backbone, detector, manifest } = pipeline;
  const side = manifest.backbone.defaultSide;
  const face = await findFaceInCrop(picture, detector);
  const plain = alignCrop(picture, face, side);
  const equalized: GreyCrop = { side, data: equalizeBiHistogram(plain.data) };
  const embeddings = await backbone.embed([equalized, plain]);
  const head = findHead(pipeline, manifest.defaultHead);
  const labelAt = (index: number): Expression => {
    const embedding = embeddings.subarray(index * EMBEDDING_FEATURES, (index + 1) * EMBEDDING_FEATURES);
    const probabilities: Record<Expression, number> = readHead(head, embedding);
    return bestLabel(EXPRESSIONS, probabilities);
  };
  return { equalized: labelAt(0), plain: labelAt(1) };
}
