/**
 * What the interface says of a face. An expression is not a feeling: "looks happy", never "is happy". A face that
 * cannot be judged gets advice or the reason, and no expression at all. Page.
 */
import { isNamed } from "../labels/is-named";
import { nearestLabel } from "../labels/nearest-label";
import type { GateStatus, Label7, ShownLabel, TrackedReading } from "../types";

const WORDS: Readonly<Record<Label7, string>> = {
  angry: "angry",
  disgust: "disgusted",
  fear: "afraid",
  happy: "happy",
  sad: "sad",
  surprise: "surprised",
  neutral: "neutral",
};

/** Short enough for a small panel, and for a screen reader that says them after the face's number. */
const GATE_WORDS: Readonly<Record<GateStatus, string>> = {
  "cut-off": "partly out of the picture",
  "too-small": "come closer",
  "too-dark": "too dark",
  "too-bright": "too bright",
  grainy: "too grainy, more light",
  turned: "turned away",
  blurred: "too blurred to tell",
  covered: "face covered",
};

export interface FaceWords {
  readonly headline: string;
  /** In small below, or null. */
  readonly detail: string | null;
}

export function faceWords({
  status,
  expression,
  label,
  labels7,
}: Pick<TrackedReading, "status" | "expression" | "label" | "labels7">): FaceWords {
  switch (status) {
    case "unaligned":
      return { headline: `looks ${WORDS[expression]}?`, detail: "face not found in the crop" };
    case "ok":
    case "other":
      return labelWords(label, labels7);
    default:
      return { headline: GATE_WORDS[status], detail: null };
  }
}

function labelWords(label: ShownLabel, labels7: TrackedReading["labels7"]): FaceWords {
  if (isNamed(label)) return { headline: `looks ${WORDS[label]}`, detail: null };
  const headline = label === "unsure" ? "can't tell" : "other";
  return { headline, detail: `nearest: ${nearestWord({ label, labels7 })}` };
}

/** Of the label that is said, or of the nearest one where none is. */
export const nearestWord = (face: Pick<TrackedReading, "label" | "labels7">): string => WORDS[nearestLabel(face)];

/** Of a face whose own neutral is being taken, or in use: `share` of it that has been taken, 0 to 1. */
export function baselineWords(share: number): string {
  return share < 1 ? "hold a neutral face" : "from own neutral";
}

export const labelWord = (label: Label7): string => WORDS[label];
