/**
 * Registry of head kinds: embedding [2048] -> probabilities in the order of the head's labels. Plain TypeScript, no
 * tensors: a face costs well under 2 ms. Last stage before the decision.
 */
import { PipelineError } from "../errors";
import { readHeadFile, type HeadContent, type HeadFit, type HeadHeader } from "./head-file";
import { createLinearHead } from "./linear-head";
import { createLinearSvmHead } from "./linear-svm-head";
import { createNetworkHead } from "./network-head";
import { createPolySvmHead } from "./poly-svm-head";

export interface Head {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly string[];
  /** Embedding [features] float32 -> probabilities, one a label, sum 1. Throws "bad-input" on another length. */
  classify(embedding: Float32Array): Float64Array;
  /** Embedding -> what calibration works on: logits, one a label, or decision values, one a pair. Throws as `classify`. */
  score(embedding: Float32Array): Float64Array;
  /** Scores -> calibrated probabilities: `classify` is `toProbabilities(score(embedding))`. */
  toProbabilities(scores: ArrayLike<number>): Float64Array;
  /** How each feature moves the score of one of `labels`. Throws as `classify`, and "bad-input" for another label. */
  explain(embedding: Float32Array, label: string): Explanation;
}

/** What speaks for one label, before calibration, and how the features change it. */
export interface Explanation {
  /** The label's logit above the mean of all; of an SVM its decision values against all other labels, added. */
  readonly score: number;
  /** d score / d embedding, [features]. */
  readonly gradient: Float64Array;
  /** The gradient is the same for every embedding, so that score = gradient . embedding + a constant. */
  readonly isLinear: boolean;
}

/** What a kind of head does, on a standardized embedding. */
export interface Classifier {
  score(standardized: Float32Array): Float64Array;
  toProbabilities(scores: ArrayLike<number>): Float64Array;
  /** Scores -> what speaks for the label with this index: see Explanation. */
  labelScore(scores: ArrayLike<number>, label: number): number;
  /** d labelScore / d standardized, [features]; a new array. */
  gradient(standardized: Float32Array, label: number): Float64Array;
  /** The gradient is the same everywhere. */
  readonly isLinear: boolean;
}

/** Makes the classifier of one kind; `array` gives an array of the file and throws when shape or name do not fit. */
export type HeadKind = (content: HeadContent, array: ArrayReader, features: number) => Classifier;
export type ArrayReader = <T extends Float32Array | Int8Array = Float32Array>(
  name: string,
  shape: readonly number[],
) => T;

export const HEAD_KINDS: Readonly<Record<HeadHeader["kind"], HeadKind>> = {
  linear: createLinearHead,
  network: createNetworkHead,
  "linear-svm": createLinearSvmHead,
  "poly-svm": createPolySvmHead,
};

/**
 * `bytes`: a head file (head-file.ts), which is copied from; `path` names it in errors; `features` of an embedding. Holds
 * nothing that has to be disposed. Throws PipelineError "bad-model" for a file that is none, was made for another backbone
 * or preprocessing than `fit`, or has arrays that do not fit its kind, its labels and `features`.
 */
export function createHead(bytes: Uint8Array, path: string, fit: HeadFit, features: number): Head {
  return createHeadOf(readHeadFile(bytes, path, fit), path, features);
}

/** As `createHead`, of a head that is in memory already. `path` names it in errors. */
export function createHeadOf(content: HeadContent, path: string, features: number): Head {
  const array = arrayReader(content, path);
  const mean = array("mean", [features]);
  const deviation = array("deviation", [features]);
  if (!deviation.every((value) => value > 0)) {
    throw new PipelineError(
      "bad-model",
      path,
      `${path}: array deviation: got ${Math.min(...deviation)}, expected more than 0`,
    );
  }
  const classifier = HEAD_KINDS[content.header.kind](content, array, features);
  const standardized = new Float32Array(features);
  const { id, name, labels } = content.header;
  const standardize = (embedding: Float32Array): Float32Array => {
    if (embedding.length !== features) {
      const message = `embedding: got ${embedding.length} features, expected ${features}`;
      throw new PipelineError("bad-input", "heads", message);
    }
    for (let i = 0; i < features; i++) standardized[i] = (embedding[i] - mean[i]) / deviation[i];
    return standardized;
  };
  const score = (embedding: Float32Array): Float64Array => classifier.score(standardize(embedding));
  return {
    id,
    name,
    labels,
    classify: (embedding) => classifier.toProbabilities(score(embedding)),
    score,
    toProbabilities: (scores) => classifier.toProbabilities(scores),
    explain(embedding, label) {
      const index = labels.indexOf(label);
      if (index < 0) {
        throw new PipelineError("bad-input", "heads", `label: got "${label}", expected one of ${labels.join(", ")}`);
      }
      const z = standardize(embedding);
      return {
        score: classifier.labelScore(classifier.score(z), index),
        gradient: classifier.gradient(z, index).map((slope, i) => slope / deviation[i]),
        isLinear: classifier.isLinear,
      };
    },
  };
}

function arrayReader(content: HeadContent, path: string): ArrayReader {
  return <T extends Float32Array | Int8Array = Float32Array>(name: string, shape: readonly number[]): T => {
    const array = content.arrays[name];
    const got = array ? `[${array.shape.join(", ")}]` : "none";
    if (!array || array.shape.join() !== shape.join()) {
      throw new PipelineError("bad-model", path, `${path}: array ${name}: got ${got}, expected [${shape.join(", ")}]`);
    }
    return array.data as T;
  };
}
