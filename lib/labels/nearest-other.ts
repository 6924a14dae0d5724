import { LABELS7, type Label7 } from "../types";
import { bestLabel } from "./best-label";
import { isExpression } from "./is-expression";

const OTHERS = LABELS7.filter((label) => !isExpression(label));

/** The likeliest label besides the paper's three: what a face that is "other" comes nearest to. */
export const nearestOther = (labels7: Readonly<Record<Label7, number>>): Label7 => bestLabel(OTHERS, labels7);
