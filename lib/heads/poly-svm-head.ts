/**
 * SVM with a polynomial kernel, one-vs-one over shared support vectors: the paper's cubic SVM with degree 3.
 * Support vectors are int8 with one scale each: a quarter of the bytes, and accuracy measured to stay (MODEL_CARD.md).
 * Their dot products are whole numbers too: the face is rounded to 13 bits (2,048 features), 64 times finer than the
 * vectors, which fits an int32 sum and lets one pass over the face serve four vectors without a conversion: 1.8 ms for
 * 1,254 vectors of 2,048 (Node 20, EPYC with both cores busy otherwise), and in proportion while they fit the cache.
 */
import { classPairs, couplePairs, pairSigns, sumForLabel } from "./couple-pairs";
import type { HeadKind } from "./index";
import { plattProbabilities } from "./linear-svm-head";

export const createPolySvmHead: HeadKind = ({ header, arrays }, array, features) => {
  const classes = header.labels.length;
  const pairs = classPairs(classes).length;
  const count = arrays.vectorScales?.shape[0] ?? 0;
  const vectors = array<Int8Array>("vectors", [count, features]);
  const scales = array("vectorScales", [count]);
  const coefficients = array("coefficients", [pairs, count]);
  const bias = array("bias", [pairs]);
  const platt = array("platt", [pairs, 2]);
  const { gamma = 1, coef0 = 1, degree = 3 } = header;
  const largestStep = Math.min(32767, Math.floor((2 ** 31 - 1) / (128 * features)));
  const rounded = new Int16Array(features);
  const dots = new Int32Array(4);
  return {
    score(z) {
      // Math.max keeps NaN, so that an embedding that is no numbers gives no label that looks like one.
      let largest = 0;
      for (let i = 0; i < features; i++) largest = Math.max(largest, Math.abs(z[i]));
      const step = largest / largestStep;
      for (let i = 0; i < features; i++) rounded[i] = Math.round(z[i] / step);
      const decisions = Float64Array.from(bias);
      for (let vector = 0; vector < count; vector += 4) {
        dotFour(vectors, vector, count - 1, rounded, dots);
        for (let next = 0; next < 4 && vector + next < count; next++) {
          const at = vector + next;
          const kernel = (gamma * scales[at] * step * dots[next] + coef0) ** degree;
          for (let pair = 0; pair < pairs; pair++) decisions[pair] += coefficients[pair * count + at] * kernel;
        }
      }
      return decisions;
    },
    toProbabilities: (decisions) => couplePairs(plattProbabilities(decisions, platt), classes),
    labelScore: (decisions, label) => sumForLabel(decisions, classes, label),
    // d (gamma x.z + coef0)^degree / dz = degree (gamma x.z + coef0)^(degree - 1) gamma x, at z as it is, not rounded.
    gradient(z, label) {
      const signs = pairSigns(classes, label);
      const gradient = new Float64Array(features);
      for (let vector = 0; vector < count; vector++) {
        const at = vector * features;
        let dot = 0;
        for (let i = 0; i < features; i++) dot += vectors[at + i] * z[i];
        const slope = degree * (gamma * scales[vector] * dot + coef0) ** (degree - 1) * gamma * scales[vector];
        const weight = slope * signs.reduce((sum, sign, pair) => sum + sign * coefficients[pair * count + vector], 0);
        for (let i = 0; i < features; i++) gradient[i] += weight * vectors[at + i];
      }
      return gradient;
    },
    isLinear: false,
  };
};

/** Dot products of `face` with the vectors `first` to `first + 3`; past `last` the last one is repeated. */
function dotFour(vectors: Int8Array, first: number, last: number, face: Int16Array, dots: Int32Array): void {
  const features = face.length;
  const at0 = first * features;
  const at1 = Math.min(first + 1, last) * features;
  const at2 = Math.min(first + 2, last) * features;
  const at3 = Math.min(first + 3, last) * features;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < features; i++) {
    const value = face[i];
    sum0 = (sum0 + Math.imul(vectors[at0 + i], value)) | 0;
    sum1 = (sum1 + Math.imul(vectors[at1 + i], value)) | 0;
    sum2 = (sum2 + Math.imul(vectors[at2 + i], value)) | 0;
    sum3 = (sum3 + Math.imul(vectors[at3 + i], value)) | 0;
  }
  dots[0] = sum0;
  dots[1] = sum1;
  dots[2] = sum2;
  dots[3] = sum3;
}
