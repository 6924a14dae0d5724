/**
 * The gates: what may be wrong with the picture of a face, so that it gets advice instead of a label that is likely
 * wrong. Pure; worker and Node. One entry a status, asked in this order: where the face is, since a face that is cut or
 * tiny makes the other measures doubtful; then light; then turning; blur last, because bad light and turning can cause
 * it.
 *
 * One status is not told here: "covered", which only the embedding shows, so that it is asked after all of these, behind
 * the backbone (lib/pipeline/gate-covered.ts). Tried before, 2026-11-25, on 50 faces: a grey board before the lower half
 * lowers the detector's score from 0.86 to 0.76 (medians), before the right half to 0.64, and ordinary faces differ more
 * (5th percentile 0.57).
 */
import type { GateStatus } from "../types";
import type { FaceMeasures } from "./measure-face";
import {
  DIM_MEAN_LUMA,
  MAXIMUM_BRIGHT_SHARE,
  MAXIMUM_DARK_SHARE,
  MAXIMUM_NOISE,
  MAXIMUM_OUTSIDE_SHARE,
  MAXIMUM_TURN,
  MINIMUM_MEAN_LUMA,
  MINIMUM_SHARPNESS,
  MINIMUM_SPAN_PX,
} from "./thresholds";

export interface Gate {
  readonly status: Exclude<GateStatus, "covered">;
  /** False: makes no sense for a picture that is a tight face crop, which touches its border and may be small. */
  readonly asksCrops: boolean;
  /** True where the face may not be judged. */
  readonly check: (measures: FaceMeasures) => boolean;
}

export const GATES: readonly Gate[] = [
  { status: "cut-off", asksCrops: false, check: ({ outsideShare }) => outsideShare > MAXIMUM_OUTSIDE_SHARE },
  { status: "too-small", asksCrops: false, check: ({ spanPx }) => spanPx < MINIMUM_SPAN_PX },
  {
    status: "too-dark",
    asksCrops: true,
    check: ({ meanLuma, darkShare, noise }) =>
      meanLuma < MINIMUM_MEAN_LUMA ||
      darkShare > MAXIMUM_DARK_SHARE ||
      (meanLuma < DIM_MEAN_LUMA && noise > MAXIMUM_NOISE),
  },
  { status: "too-bright", asksCrops: true, check: ({ brightShare }) => brightShare > MAXIMUM_BRIGHT_SHARE },
  { status: "grainy", asksCrops: true, check: ({ noise }) => noise > MAXIMUM_NOISE },
  { status: "turned", asksCrops: true, check: ({ turn }) => Math.abs(turn) > MAXIMUM_TURN },
  { status: "blurred", asksCrops: true, check: ({ sharpness }) => sharpness < MINIMUM_SHARPNESS },
];

/** What a picture shows: a scene with faces in it, or one face crop (`--crops`). */
export type PictureKind = "scene" | "crop";

/** The first gate that stops the face, or null. */
export function gateFace(measures: FaceMeasures, kind: PictureKind): GateStatus | null {
  const stopping = GATES.find(({ asksCrops, check }) => (kind === "scene" || asksCrops) && check(measures));
  return stopping?.status ?? null;
}
