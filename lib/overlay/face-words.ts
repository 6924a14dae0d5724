/** What the interface says of a face. An expression is not a feeling: "looks happy", never "is happy". Page. */
import { EXPRESSIONS, LABELS7, type Expression, type FaceReading, type Label7 } from "../types";

const WORDS: Readonly<Record<Label7, string>> = {
  angry: "angry",
  disgust: "disgusted",
  fear: "afraid",
  happy: "happy",
  sad: "sad",
  surprise: "surprised",
  neutral: "neutral",
};

export interface FaceWords {
  readonly headline: string;
  /** In small below, or null. */
  readonly detail: string | null;
}

export function faceWords({
  status,
  expression,
  labels7,
}: Pick<FaceReading, "status" | "expression" | "labels7">): FaceWords {
  if (status === "ok") return { headline: `looks ${WORDS[expression]}`, detail: null };
  if (status === "unaligned") return { headline: `looks ${WORDS[expression]}?`, detail: "face not found in the crop" };
  const others = LABELS7.filter((label) => !EXPRESSIONS.includes(label as Expression));
  const nearest = others.reduce((a, b) => (labels7[b] > labels7[a] ? b : a));
  return { headline: "other", detail: `nearest: ${WORDS[nearest]}` };
}

export const expressionWord = (expression: Expression): string => WORDS[expression];
