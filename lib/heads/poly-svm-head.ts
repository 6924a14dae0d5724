/**
 * SVM with a polynomial kernel, one-vs-one over shared support vectors: the paper's cubic SVM with degree 3.
 * Support vectors are int8 with one scale each: a quarter of the bytes, and accuracy measured to stay (MODEL_CARD.md).
 */
import { classPairs, couplePairs } from "./couple-pairs";
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
  return (z) => {
    const decisions = Float64Array.from(bias);
    for (let vector = 0, at = 0; vector < count; vector++) {
      let dot = 0;
      for (let i = 0; i < features; i++, at++) dot += vectors[at] * z[i];
      const kernel = (gamma * scales[vector] * dot + coef0) ** degree;
      for (let pair = 0; pair < pairs; pair++) decisions[pair] += coefficients[pair * count + vector] * kernel;
    }
    return couplePairs(plattProbabilities(decisions, platt), classes);
  };
};
