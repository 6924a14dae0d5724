/**
 * SVM with a polynomial kernel, one-vs-one over shared support vectors: the paper's cubic SVM with degree 3.
 * Support vectors are int8 with one scale each: a quarter of the bytes. MODEL_CARD.md's figures are those of the int8 vectors.
 * Most features of a face are 0, since they come out of a ReLU, and what zeros add to a dot product is the same for
 * every face: it is computed once, and a face adds what differs from it. Those differences are rounded to 13 bits (2,048
 * features), 64 times finer than the vectors, which fits an int32 sum and lets one pass over them serve four vectors
 * without a conversion. Time of one face: bench/heads-rate.json.
 */
import { PipelineError } from "../errors";
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
  const { gamma, coef0, degree } = header;
  if (gamma === undefined || coef0 === undefined || degree === undefined) {
    const message = `${header.id}: got gamma ${gamma}, coef0 ${coef0}, degree ${degree}, expected a number each`;
    throw new PipelineError("bad-model", header.id, message);
  }
  const largestStep = Math.min(32767, Math.floor((2 ** 31 - 1) / (128 * features)));
  // An embedding of zeros, standardized as lib/heads/index.ts does it, to the last bit.
  const mean = array("mean", [features]);
  const zeros = array("deviation", [features]).map((deviation, i) => (0 - mean[i]) / deviation);
  const zeroDots = Float64Array.from({ length: count }, (_, vector) => dotOne(vectors, vector, zeros));
  const places = new Int32Array(features);
  const differences = new Float64Array(features);
  const rounded = new Int16Array(features);
  const dots = new Int32Array(4);
  return {
    score(z) {
      let used = 0;
      let largest = 0;
      for (let i = 0; i < features; i++) {
        const difference = z[i] - zeros[i];
        if (difference === 0) continue;
        places[used] = i;
        differences[used++] = difference;
        // Math.max keeps NaN, so that an embedding that is no numbers gives no label that looks like one.
        largest = Math.max(largest, Math.abs(difference));
      }
      const step = largest / largestStep;
      for (let k = 0; k < used; k++) rounded[k] = Math.round(differences[k] / step);
      const face = rounded.subarray(0, used);
      const decisions = Float64Array.from(bias);
      for (let vector = 0; vector < count; vector += 4) {
        dotFour(vectors, vector, count - 1, features, places, face, dots);
        for (let next = 0; next < 4 && vector + next < count; next++) {
          const at = vector + next;
          const kernel = (gamma * scales[at] * (zeroDots[at] + step * dots[next]) + coef0) ** degree;
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
        const base = gamma * scales[vector] * dotOne(vectors, vector, z) + coef0;
        const slope = degree * base ** (degree - 1) * gamma * scales[vector];
        const weight = slope * signs.reduce((sum, sign, pair) => sum + sign * coefficients[pair * count + vector], 0);
        for (let i = 0; i < features; i++) gradient[i] += weight * vectors[at + i];
      }
      return gradient;
    },
    isLinear: false,
  };
};

/** Dot product of one vector with any numbers, in float64. */
function dotOne(vectors: Int8Array, vector: number, numbers: Float32Array): number {
  const at = vector * numbers.length;
  let dot = 0;
  for (let i = 0; i < numbers.length; i++) dot += vectors[at + i] * numbers[i];
  return dot;
}

/**
 * Dot products of the vectors `first` to `first + 3` with a face that is `face[k]` at feature `places[k]` and 0
 * elsewhere. Past `last` the last vector is repeated.
 */
function dotFour(
  vectors: Int8Array,
  first: number,
  last: number,
  features: number,
  places: Int32Array,
  face: Int16Array,
  dots: Int32Array,
): void {
  const at0 = first * features;
  const at1 = Math.min(first + 1, last) * features;
  const at2 = Math.min(first + 2, last) * features;
  const at3 = Math.min(first + 3, last) * features;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let k = 0; k < face.length; k++) {
    const i = places[k];
    const value = face[k];
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
