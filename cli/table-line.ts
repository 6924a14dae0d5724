/** One picture's readings as a line for people: file, then each face's label and probabilities. */
import { EXPRESSIONS } from "../lib/types";
import type { ClassifyLine } from "./classify-worker";

export function tableLine({ file, faces, error }: ClassifyLine): string {
  if (error) return `${file}  could not be read: ${error}`;
  if (!faces || faces.length === 0) return `${file}  no face found`;
  const readings = faces.map((face) => {
    const label = face.status === "other" ? `other (nearest: ${face.expression})` : `looks ${face.expression}`;
    const shares = EXPRESSIONS.map((name) => `${name} ${(100 * face.probabilities[name]).toFixed(0)} %`).join(", ");
    const note = face.status === "unaligned" ? "; no face found in the crop, read as it is" : "";
    return `${label} (${shares}${note})`;
  });
  return `${file}  ${readings.join(" | ")}`;
}
