/** One picture's readings as a line for people: file, then each face's label and probabilities. */
import { nearestLabel } from "../lib/labels/nearest-label";
import { EXPRESSIONS, type FaceReading } from "../lib/types";
import type { ClassifyLine } from "./classify-worker";
import { printable } from "./printable";

export function tableLine({ file: path, faces, error }: ClassifyLine): string {
  const file = printable(path);
  if (error) return `${file}  could not be read: ${printable(error)}`;
  if (!faces || faces.length === 0) return `${file}  no face found`;
  const readings = faces.map((face) => {
    const shares = EXPRESSIONS.map((name) => `${name} ${(100 * face.probabilities[name]).toFixed(0)} %`).join(", ");
    return `${labelOf(face)} (${shares})`;
  });
  return `${file}  ${readings.join(" | ")}`;
}

/** The shares follow in any case, so that nothing is hidden from whoever wants to look behind a gate. */
function labelOf({ status, expression, labels7 }: FaceReading): string {
  switch (status) {
    case "ok":
      return `looks ${expression}`;
    case "unaligned":
      return `no face found in the crop; read as it is: nearest ${expression}`;
    case "other":
      return `other, nearest: ${nearestLabel({ label: "other", labels7 })}; of the three: ${expression}`;
    default:
      return `not judged: ${status}`;
  }
}
