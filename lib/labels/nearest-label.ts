import { LABELS7, type Label7, type TrackedReading } from "../types";
import { bestLabel } from "./best-label";
import { isExpression } from "./is-expression";

const OTHERS = LABELS7.filter((label) => !isExpression(label));

/** What is said of a face; where that is no label, the one that it comes nearest to, of "other" besides the paper's three. */
export function nearestLabel({ label, labels7 }: Pick<TrackedReading, "label" | "labels7">): Label7 {
  switch (label) {
    case "other":
      return bestLabel(OTHERS, labels7);
    case "unsure":
      return bestLabel(LABELS7, labels7);
    default:
      return label;
  }
}
