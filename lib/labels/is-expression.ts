import { EXPRESSIONS, type Expression, type ShownLabel } from "../types";

/** Whether a label is one of the paper's three: happy, sad, surprise. */
export function isExpression(label: ShownLabel | null): label is Expression {
  return EXPRESSIONS.includes(label as Expression);
}
