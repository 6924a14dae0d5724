/** Answers about scenes -> one row of bench/detection.json for each condition. Pure. */
import type { BoxPx, PointPx } from "../../lib/types";
import { shareOf, type Share } from "../../lib/evidence/share";

/** Whether the face was found in one scene, and read right. */
export interface Answer {
  /** Id of the condition. */
  readonly condition: string;
  /** By the first look at the whole picture alone. */
  readonly first: boolean;
  /** With the second look where the first found none. */
  readonly second: boolean;
  /** As `--crops` looks for it; null where the scene is no crop. */
  readonly crop: boolean | null;
  /** As a scene (detector and second look included), and the same face as a tight crop; null: no face of the three. */
  readonly right: { readonly scene: boolean; readonly tightCrop: boolean } | null;
}

export interface DetectionRow {
  readonly set: string;
  readonly condition: string;
  readonly first: Share;
  readonly second: Share;
  readonly crop: Share | null;
  /** Of happy, sad and surprised faces: the best of the three is the published label. A face not found is read wrong. */
  readonly right: { readonly scene: Share; readonly tightCrop: Share };
}

/** A face counts as found where its middle lies in a box. */
export const isFound = (faces: readonly { readonly box: BoxPx }[], middle: PointPx): boolean =>
  faceAt(faces, middle) !== undefined;

/** The first face whose box the point lies in. */
export function faceAt<Face extends { readonly box: BoxPx }>(
  faces: readonly Face[],
  { x, y }: PointPx,
): Face | undefined {
  return faces.find(({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height);
}

/** `conditions`: ids in the order of the rows. */
export function countFound(set: string, conditions: readonly string[], answers: readonly Answer[]): DetectionRow[] {
  return conditions.map((condition) => {
    const own = answers.filter((answer) => answer.condition === condition);
    const crops = own.filter(({ crop }) => crop !== null);
    const read = own.flatMap(({ right }) => right ?? []);
    const rightOf = (view: "scene" | "tightCrop"): Share =>
      shareOf(read.filter((right) => right[view]).length, read.length);
    const foundOf = (all: readonly Answer[], found: (answer: Answer) => boolean | null): Share =>
      shareOf(all.filter(found).length, all.length);
    return {
      set,
      condition,
      first: foundOf(own, ({ first }) => first),
      second: foundOf(own, ({ second }) => second),
      crop: crops.length > 0 ? foundOf(crops, ({ crop }) => crop) : null,
      right: { scene: rightOf("scene"), tightCrop: rightOf("tightCrop") },
    };
  });
}
