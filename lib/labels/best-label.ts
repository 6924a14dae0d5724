/** The label with the largest probability; the first of equal ones. */
export function bestLabel<Label extends string>(labels: readonly Label[], probabilities: Record<Label, number>): Label {
  return labels.reduce((a, b) => (probabilities[b] > probabilities[a] ? b : a));
}

/** The name with the largest score; the first of equal ones. At least one name has one. */
export function bestScored<Name extends string>(scores: { readonly [Each in Name]?: number }): Name {
  return bestLabel(Object.keys(scores) as Name[], scores as Record<Name, number>);
}
