/** Answers of the face finder -> one row of bench/detection.json for each condition. Pure. */
import type { BoxPx, PointPx } from "../../lib/types";
import { shareOf, type Share } from "../../lib/evidence/share";

/** Whether the face was found in one scene. */
export interface Answer {
  /** Id of the condition. */
  readonly condition: string;
  /** By the first look at the whole picture alone. */
  readonly first: boolean;
  /** With the second look where the first found none. */
  readonly second: boolean;
  /** As `--crops` looks for it; null where the scene is no crop. */
  readonly crop: boolean | null;
}

export interface DetectionRow {
  readonly set: string;
  readonly condition: string;
  readonly first: Share;
  readonly second: Share;
  readonly crop: Share | null;
}

/** A face counts as found where its middle lies in a box. */
export function isFound(faces: readonly { readonly box: BoxPx }[], { x, y }: PointPx): boolean {
  return faces.some(({ box }) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height);
}

/** `conditions`: ids in the order of the rows. */
export function countFound(set: string, conditions: readonly string[], answers: readonly Answer[]): DetectionRow[] {
  return conditions.map((condition) => {
    const own = answers.filter((answer) => answer.condition === condition);
    const crops = own.filter(({ crop }) => crop !== null);
    const foundOf = (all: readonly Answer[], found: (answer: Answer) => boolean | null): Share =>
      shareOf(all.filter(found).length, all.length);
    return {
      set,
      condition,
      first: foundOf(own, ({ first }) => first),
      second: foundOf(own, ({ second }) => second),
      crop: crops.length > 0 ? foundOf(crops, ({ crop }) => crop) : null,
    };
  });
}
