/**
 * Why a face got its label: its crop before and after equalization, the places that speak for the label, and what every
 * head says of both crops. Two runs of the backbone, so only when a person asks. Worker and Node.
 * In: the aligned crop, before equalization. Out: plain data; nothing stays on the backend.
 */
import type { FeatureMaps } from "../backbone/create-backbone";
import { sideOf } from "../box-geometry";
import { equalizeBiHistogram } from "../equalize/bi-histogram";
import { describeEqualization } from "../equalize/describe-equalization";
import type { Head } from "../heads";
import { bestLabel, bestScored } from "../labels/best-label";
import { expressionShare } from "../labels/decide-status";
import { isExpression } from "../labels/is-expression";
import { labelScores } from "../labels/label-scores";
import { nearestLabel } from "../labels/nearest-label";
import {
  EXPRESSIONS,
  type ActivationMap,
  type BoxPx,
  type Decision,
  type Expression,
  type ExpressionReading,
  type FaceReading,
  type GreyCrop,
  type HeadComparison,
  type Inspection,
  type Label7,
  type LabelSet,
  type NeededShare,
} from "../types";
import { activationValues, meanOverPlaces } from "./activation-map";
import type { Pipeline } from "./load-pipeline";
import { findHead, readHead } from "./read-head";

export interface InspectionSettings {
  /** Id of the head in use. */
  readonly head: string;
  /** Whether the reading was made of the equalized crop. */
  readonly equalize: boolean;
  /** The label that is explained is one of it. */
  readonly labelSet: LabelSet;
}

/** Index of the face in use: the one with the largest box, the first of equal ones. -1 without faces. */
export function largestFace(faces: readonly { readonly box: BoxPx }[]): number {
  const sides = faces.map(({ box }) => sideOf(box));
  return sides.indexOf(Math.max(...sides));
}

/** Throws PipelineError "bad-input" for an unknown head. */
export async function inspectFace(
  pipeline: Pipeline,
  crop: GreyCrop,
  { head: headId, equalize, labelSet }: InspectionSettings,
): Promise<Omit<Inspection, "face">> {
  const head = findHead(pipeline, headId);
  const equalizedCrop: GreyCrop = { side: crop.side, data: equalizeBiHistogram(crop.data) };
  const rawMaps = await pipeline.backbone.maps(crop);
  const equalizedMaps = await pipeline.backbone.maps(equalizedCrop);
  const raw = meanOverPlaces(rawMaps);
  const equalized = meanOverPlaces(equalizedMaps);
  const read = equalize ? equalized : raw;
  const labels7: Record<Label7, number> = readHead(pipeline.labels7Head, read);
  const probabilities: Record<Expression, number> = readHead(head, read);
  const label = labelToExplain(labelSet, { probabilities, labels7 }, pipeline.manifest.decision);
  const isOfThree = labelSet !== "seven" && isExpression(label);
  return {
    crop,
    equalizedCrop,
    equalization: describeEqualization(crop.data),
    isEqualized: equalize,
    activation: explainLabel(isOfThree ? head : pipeline.labels7Head, label, equalize ? equalizedMaps : rawMaps, read),
    labels7,
    needed: neededShare(labelSet, labels7, pipeline.manifest.decision),
    heads: [...pipeline.heads.values()].map((each) => compareHead(each, equalized, raw)),
  };
}

/** What this frame by itself says in the label set; where none of its labels fits or can be told, the nearest label. */
export function labelToExplain(
  labelSet: LabelSet,
  reading: Pick<FaceReading, "probabilities" | "labels7">,
  decision: Decision,
): Label7 {
  const label = bestScored(labelScores(labelSet, reading, decision));
  return nearestLabel({ label, labels7: reading.labels7 });
}

function neededShare(labelSet: LabelSet, labels7: FaceReading["labels7"], decision: Decision): NeededShare {
  return labelSet === "seven"
    ? { reached: Math.max(...Object.values(labels7)), minimum: decision.minimumLabelShare }
    : { reached: expressionShare(labels7, decision), minimum: decision.minimumExpressionShare };
}

function explainLabel(head: Head, label: Label7, maps: FeatureMaps, embedding: Float32Array): ActivationMap {
  const { gradient, isLinear } = head.explain(embedding, label);
  return {
    label,
    headName: head.name,
    isExact: isLinear,
    side: maps.side,
    values: activationValues(maps, gradient),
  };
}

function compareHead(head: Head, equalizedEmbedding: Float32Array, rawEmbedding: Float32Array): HeadComparison {
  const startMs = performance.now();
  const equalized = readExpression(head, equalizedEmbedding);
  const raw = readExpression(head, rawEmbedding);
  const ms = (performance.now() - startMs) / 2;
  return { id: head.id, name: head.name, equalized, raw, ms };
}

function readExpression(head: Head, embedding: Float32Array): ExpressionReading {
  const probabilities: Record<Expression, number> = readHead(head, embedding);
  return { label: bestLabel(EXPRESSIONS, probabilities), probabilities };
}
