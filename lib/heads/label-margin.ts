/** What speaks for one label in heads that end with a softmax: linear-head.ts and network-head.ts. Pure. */

/**
 * The label's logit above the mean of all; `label` is its index. A softmax does not change when all logits rise together,
 * so a logit alone says nothing.
 */
export function labelMargin(logits: ArrayLike<number>, label: number): number {
  return labelDirection(logits.length, label).reduce((sum, weight, index) => sum + weight * logits[index], 0);
}

/** d labelMargin / d logits, [labels]. */
export function labelDirection(labels: number, label: number): Float64Array {
  return new Float64Array(labels).fill(-1 / labels).map((rest, index) => (index === label ? 1 + rest : rest));
}
