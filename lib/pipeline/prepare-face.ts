/**
 * What lies between finding a face and the backbone: align, measure quality, equalize. Plain TypeScript on bytes, no
 * tensors; worker, Node and whatever is measured.
 */
import { alignCrop } from "../align/align-face";
import { equalizeBiHistogram } from "../equalize/bi-histogram";
import { gateFace, type PictureKind } from "../quality/gates";
import { measureFace } from "../quality/measure-face";
import type { DetectedFace, GateStatus, GreyCrop, InputSide, Picture } from "../types";

export interface PreparedFace {
  /** Before equalizing. */
  readonly aligned: GreyCrop;
  /** What the backbone gets: equalized where that was asked for. */
  readonly crop: GreyCrop;
  /** Why its label may not be trusted, whatever the label is; null where nothing is in the way. */
  readonly obstacle: GateStatus | "unaligned" | null;
}

/** `face`: null for a picture that is a face crop already and in which none was found. */
export function prepareFace(
  picture: Picture,
  face: DetectedFace | null,
  kind: PictureKind,
  { inputSide, equalize }: { readonly inputSide: InputSide; readonly equalize: boolean },
): PreparedFace {
  const aligned = alignCrop(picture, face, inputSide);
  return {
    aligned,
    crop: equalize ? { side: aligned.side, data: equalizeBiHistogram(aligned.data) } : aligned,
    // Of the crop before equalizing, which hides bad light and changes contrast.
    obstacle: face ? gateFace(measureFace(picture, face, aligned), kind) : "unaligned",
  };
}
