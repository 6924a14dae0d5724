/** The label with the largest probability; the first of equal ones. */
export function bestLabel<Label extends string>(labels: readonly Label[], probabilities: Record<Label, number>): Label {
  return labels.reduce((a, b) => (probabilities[b] > probabilities[a] ? b : a));
}
