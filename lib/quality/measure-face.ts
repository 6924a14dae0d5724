/**
 * Everything the gates ask about one face, measured once. Worker and Node, under 1 ms a face.
 * In: the picture's size, the face in its pixels, and its aligned crop, not equalized. Out: plain numbers.
 */
import type { DetectedFace, GreyCrop } from "../types";
import { REGION_SIDE } from "./face-region";
import { measureLight, type LightMeasures } from "./measure-light";
import { measureNoise } from "./measure-noise";
import { measureOutside, measureSpan } from "./measure-place";
import { measureSharpness } from "./measure-sharpness";
import { measureTurn } from "./measure-turn";
import { shrinkCrop } from "./shrink-crop";

export interface FaceMeasures extends LightMeasures {
  /** Between the eyes or from eyes to mouth, whichever is larger, in pixels of the picture. */
  readonly spanPx: number;
  /** Share of the features that lies outside of the picture, 0 to 1. */
  readonly outsideShare: number;
  /** 0 to the camera, 1 the nose in line with an ear; -3 to 3, positive towards the person's own left. */
  readonly turn: number;
  /** 0 (smooth) to about 3; of faces in focus 0.4 to 1. */
  readonly sharpness: number;
  /** Share of the contrast that is noise, 0 to about 1. */
  readonly noise: number;
}

/** `crop.side`: at least REGION_SIDE (48); else PipelineError "bad-input". */
export function measureFace(
  picture: { readonly width: number; readonly height: number },
  { keypoints }: Pick<DetectedFace, "keypoints">,
  crop: GreyCrop,
): FaceMeasures {
  const luma = shrinkCrop(crop, REGION_SIDE);
  return {
    spanPx: measureSpan(keypoints),
    outsideShare: measureOutside(picture, keypoints),
    turn: measureTurn(keypoints),
    sharpness: measureSharpness(luma),
    noise: measureNoise(luma),
    ...measureLight(luma),
  };
}
