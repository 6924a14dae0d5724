/**
 * Every type that more than one folder uses. Types and constants only: both the page and the worker import this file.
 *
 * Coordinates: `Px` are pixels of the source picture (EXIF orientation applied), origin top left, x to the right.
 */

/** The paper's three classes, in the order of every three-class head. */
export const EXPRESSIONS = ["happy", "sad", "surprise"] as const;
export type Expression = (typeof EXPRESSIONS)[number];

/** FER2013's seven labels, in FER2013's order, which is the order of the seven-label head. */
export const LABELS7 = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"] as const;
export type Label7 = (typeof LABELS7)[number];

/** What may be said of a face: the paper's three, these and neutral, or all seven. */
export const LABEL_SETS = ["three", "three-neutral", "seven"] as const;
export type LabelSet = (typeof LABEL_SETS)[number];
/** "other": none of a smaller set's labels. "unsure": one of the seven, but which cannot be told. */
export type ShownLabel = Label7 | "other" | "unsure";

/** Uncompressed picture: RGBA, 8 bits a channel, rows from the top. `data.length === width * height * 4`. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Square grey crop of one face: luma 0 to 255, rows from the top. `data.length === side * side`. */
export interface GreyCrop {
  readonly side: number;
  readonly data: Uint8Array;
}

export interface PointPx {
  readonly x: number;
  readonly y: number;
}

export interface BoxPx {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** BlazeFace's six keypoints. Right and left are the person's own. */
export interface FaceKeypointsPx {
  readonly rightEye: PointPx;
  readonly leftEye: PointPx;
  readonly noseTip: PointPx;
  readonly mouthCenter: PointPx;
  readonly rightEarTragion: PointPx;
  readonly leftEarTragion: PointPx;
}

export interface DetectedFace {
  readonly box: BoxPx;
  /** Detector's confidence, 0 to 1. */
  readonly score: number;
  readonly keypoints: FaceKeypointsPx;
}

/** Why a face cannot be judged, whatever its label: one gate each (lib/quality/gates.ts), in the order they are asked. */
export const GATE_STATUSES = [
  "cut-off",
  "too-small",
  "too-dark",
  "too-bright",
  "grainy",
  "turned",
  "blurred",
  "covered",
] as const;
export type GateStatus = (typeof GATE_STATUSES)[number];

/** Frames in a row in which the detector may miss a face that stays the same face. The project's goal. */
export const MOST_MISSES = 5;

/**
 * Whether a label may be trusted. "ok": it may. "other": the face fits none of the three (neutral, angry, ...).
 * "unaligned": `--crops` only: no face was found in the crop, so the whole picture was read as it is. The rest: the
 * picture of the face is not good enough.
 */
export const FACE_STATUSES = ["ok", "other", "unaligned", ...GATE_STATUSES] as const;
export type FaceStatus = (typeof FACE_STATUSES)[number];

/** When a face is "other" (lib/labels/decide-status.ts) or "unsure" (lib/labels/label-scores.ts). */
export interface Decision {
  /** 0 to 1. */
  readonly minimumExpressionShare: number;
  /** How much angry, disgust and fear count beside neutral, 0 to 1. */
  readonly restWeight: number;
  /** Of the seven, the best label is named from this probability on. */
  readonly minimumLabelShare: number;
}

/** What one face in one picture was read as. */
export interface FaceReading {
  readonly box: BoxPx;
  readonly score: number;
  /** The best of the three, whatever `status` says. */
  readonly expression: Expression;
  /** Sum to 1. */
  readonly probabilities: Readonly<Record<Expression, number>>;
  /** Sum to 1. */
  readonly labels7: Readonly<Record<Label7, number>>;
  readonly status: FaceStatus;
}

/**
 * A reading that belongs to a face followed over time. `trackId` counts from 1 for each source and is
 * not used twice in it. A source whose frames change their size counts as another one from there on.
 */
export interface TrackedReading extends FaceReading {
  readonly trackId: number;
  /** What is said of the face, settled over time: a label of the frame's label set, "other" or "unsure". */
  readonly label: ShownLabel;
}

/** A face's own neutral, from which its label is measured. It lives as long as the track, its face in view or not. */
export interface FaceBaseline {
  readonly trackId: number;
  /** How much of it has been taken, 0 to 1. From 1 on it is in use. */
  readonly share: number;
}

/** Milliseconds each stage took, all faces of the frame together. */
export interface StageTimesMs {
  readonly detect: number;
  /** Align, measure quality, equalize. */
  readonly align: number;
  readonly embed: number;
  readonly classify: number;
}

/** What equalization (BBHE) makes of a crop. */
export interface Equalization {
  /** [256] pixels of each level; each sums to side * side. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** [256] the level that each level becomes. */
  readonly mapping: Uint8Array;
  /** The crop's mean, rounded down: levels up to it are mapped by the lower half's mapping, those above by the upper's. */
  readonly split: number;
}

/** Which places of a crop speak for a label. */
export interface ActivationMap {
  readonly label: Label7;
  /** Name on screen of the classifier whose label it is. */
  readonly headName: string;
  /** True for a linear classifier: the values add up to its score for the label, up to a constant. */
  readonly isExact: boolean;
  /** Places along one side of the crop: the 32nd part of its pixels. */
  readonly side: number;
  /** [side * side], rows from the top. Above 0: speaks for the label; below: against it. Unit: the head's score. */
  readonly values: Float32Array;
}

/** What a head over the three expressions says. */
export interface ExpressionReading {
  readonly label: Expression;
  /** Sum to 1. */
  readonly probabilities: Readonly<Record<Expression, number>>;
}

/** One of the heads side by side, on the same crop with and without equalization. */
export interface HeadComparison {
  readonly id: string;
  /** Name on screen. */
  readonly name: string;
  readonly equalized: ExpressionReading;
  readonly raw: ExpressionReading;
  /** Milliseconds that it took for one embedding: the mean of both. */
  readonly ms: number;
}

/** Why a face got its label: everything of one frame, nothing smoothed over time. */
export interface Inspection {
  /** Index in the frame's faces of the face in use: the largest one. */
  readonly face: number;
  readonly crop: GreyCrop;
  readonly equalizedCrop: GreyCrop;
  readonly equalization: Equalization;
  /** Whether the reading was made of the equalized crop. */
  readonly isEqualized: boolean;
  /** Of the crop that was read. */
  readonly activation: ActivationMap;
  /** Of the crop that was read. Sum to 1. */
  readonly labels7: Readonly<Record<Label7, number>>;
  /** What a label of the frame's label set takes: lib/labels/label-scores.ts. */
  readonly needed: NeededShare;
  /** All heads over the three expressions, in the manifest's order. */
  readonly heads: readonly HeadComparison[];
}

/** Of happy, sad and surprise together, as the rule weighs them; among the seven, of the best label alone. 0 to 1. */
export interface NeededShare {
  readonly reached: number;
  /** From here on a label is given. */
  readonly minimum: number;
}

/** Plain data that goes back to the page for each frame. */
export interface FrameResult {
  readonly frameId: number;
  /** Size of the frame that the boxes refer to, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly faces: readonly TrackedReading[];
  readonly baselines: readonly FaceBaseline[];
  readonly labelSet: LabelSet;
  readonly stageMs: StageTimesMs;
  /** Where it was asked for and the frame has a face. */
  readonly inspection?: Inspection;
}

/** In order of preference. */
export const BACKENDS = ["webgpu", "webgl", "wasm"] as const;
export type BackendName = (typeof BACKENDS)[number];

/** The backbone's input sides in pixels that the weights were trained and measured for. 224 is the paper's. */
export const INPUT_SIDES = [96, 128, 224] as const;
export type InputSide = (typeof INPUT_SIDES)[number];
