/** One picture's readings as a line for people: file, then each face's label and probabilities. */
import { EXPRESSIONS, type FaceReading } from "../lib/types";
import type { ClassifyLine } from "./classify-worker";

export function tableLine({ file, faces, error }: ClassifyLine): string {
  if (error) return `${file}  could not be read: ${error}`;
  if (!faces || faces.length === 0) return `${file}  no face found`;
  const readings = faces.map((face) => {
    const shares = EXPRESSIONS.map((name) => `${name} ${(100 * face.probabilities[name]).toFixed(0)} %`).join(", ");
    const note = face.status === "unaligned" ? "; no face found in the crop, read as it is" : "";
    return `${labelOf(face)} (${shares}${note})`;
  });
  return `${file}  ${readings.join(" | ")}`;
}

/** The shares follow in any case, so that nothing is hidden from whoever wants to look behind a gate. */
function labelOf({ status, expression }: FaceReading): string {
  switch (status) {
    case "ok":
    case "unaligned":
      return `looks ${expression}`;
    case "other":
      return `other (nearest: ${expression})`;
    default:
      return `not judged: ${status}`;
  }
}
