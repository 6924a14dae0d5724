/**
 * Pairwise probabilities of one-vs-one classifiers -> probabilities of all classes.
 * Source: Wu, Lin and Weng, "Probability estimates for multi-class classification by pairwise coupling", JMLR 5 (2004),
 * second method, with the iteration that libsvm uses (multiclass_probability).
 */

/** Pairs (0,1), (0,2), ... (0,k-1), (1,2), ...: the order of every one-vs-one array. */
export function classPairs(classes: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let i = 0; i < classes; i++) for (let j = i + 1; j < classes; j++) pairs.push([i, j]);
  return pairs;
}

/** For each pair: 1 where the class is its first, -1 where it is its second, 0 where it takes no part. */
export function pairSigns(classes: number, label: number): number[] {
  return classPairs(classes).map(([first, second]) => (first === label ? 1 : second === label ? -1 : 0));
}

/** A class's decision values against all others, added: a pair's value is positive for its first class. */
export function sumForLabel(decisions: ArrayLike<number>, classes: number, label: number): number {
  return pairSigns(classes, label).reduce((sum, sign, pair) => sum + sign * decisions[pair], 0);
}

/** `pairwise[p]`: probability of the first class of pair p against its second. Returns k numbers that sum to 1. */
export function couplePairs(pairwise: ArrayLike<number>, classes: number): Float64Array {
  const r = Array.from({ length: classes }, () => new Float64Array(classes));
  classPairs(classes).forEach(([i, j], pair) => {
    // As libsvm: certainty is bounded, or the iteration would divide by nothing.
    const p = Math.min(1 - 1e-7, Math.max(1e-7, pairwise[pair]));
    r[i][j] = p;
    r[j][i] = 1 - p;
  });
  const q = r.map((_, t) => {
    const row = new Float64Array(classes);
    for (let j = 0; j < classes; j++) {
      if (j === t) continue;
      row[t] += r[j][t] ** 2;
      row[j] = -r[j][t] * r[t][j];
    }
    return row;
  });
  const p = new Float64Array(classes).fill(1 / classes);
  for (let iteration = 0; iteration < 100; iteration++) {
    const qp = q.map((row) => row.reduce((sum, value, j) => sum + value * p[j], 0));
    let pqp = qp.reduce((sum, value, t) => sum + p[t] * value, 0);
    if (qp.every((value) => Math.abs(value - pqp) < 0.005 / classes)) break;
    for (let t = 0; t < classes; t++) {
      const difference = (-qp[t] + pqp) / q[t][t];
      p[t] += difference;
      pqp = (pqp + difference * (difference * q[t][t] + 2 * qp[t])) / (1 + difference) ** 2;
      for (let j = 0; j < classes; j++) {
        qp[j] = (qp[j] + difference * q[t][j]) / (1 + difference);
        p[j] /= 1 + difference;
      }
    }
  }
  const sum = p.reduce((a, b) => a + b, 0);
  return p.map((value) => value / sum);
}
