/**
 * A test picture -> what every head says of it, from one embedding: the way of `npm run classify -- --crops`, with all
 * heads instead of one. Node.
 */
import type { SkinTone } from "../../lib/evidence/accuracy-schema";
import { findFaceInCrop } from "../../lib/pipeline/find-face-in-crop";
import { gateCovered } from "../../lib/pipeline/gate-covered";
import type { Pipeline } from "../../lib/pipeline/load-pipeline";
import { prepareFace } from "../../lib/pipeline/prepare-face";
import { readHead } from "../../lib/pipeline/read-head";
import type { DetectedFace, Expression, InputSide, Label7, Picture } from "../../lib/types";
import type { Truth } from "../test-sets";
import { measureSkinTone } from "./skin-tone";

/** Plain data: it goes from a thread to the one that counts. */
export interface PictureAnswer {
  /** Head over the three expressions -> its probabilities, sum 1. */
  readonly heads: Readonly<Record<string, Readonly<Record<Expression, number>>>>;
  /** Sum 1. */
  readonly labels7: Readonly<Record<Label7, number>>;
  /** A face was found, and no gate stops it. */
  readonly isJudged: boolean;
  /** Null: none was found. */
  readonly face: DetectedFace | null;
  /** Null: no face was found, or its cheeks lie outside the picture. */
  readonly skinTone: SkinTone | "grey" | null;
}

export interface AnsweredPicture {
  readonly truth: Truth;
  readonly answer: PictureAnswer;
}

/** `picture`: one face crop. `known`: its face, where it was looked for before, at another size. */
export async function readTestPicture(
  pipeline: Pipeline,
  picture: Picture,
  inputSide: InputSide,
  known?: DetectedFace | null,
): Promise<PictureAnswer> {
  const face = known === undefined ? await findFaceInCrop(picture, pipeline.detector) : known;
  const { crop, obstacle } = prepareFace(picture, face, "crop", { inputSide, equalize: true });
  const embedding = await pipeline.backbone.embed([crop]);
  const entries = [...pipeline.heads].map(([id, head]) => [id, readHead<Expression>(head, embedding)] as const);
  return {
    heads: Object.fromEntries(entries),
    labels7: readHead<Label7>(pipeline.labels7Head, embedding),
    isJudged: obstacle === null && gateCovered(pipeline, embedding) === null,
    face,
    skinTone: face && measureSkinTone(picture, face.keypoints),
  };
}
