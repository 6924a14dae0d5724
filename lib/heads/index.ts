/**
 * Registry of head kinds: embedding [2048] -> probabilities in the order of the head's labels. Plain TypeScript, no
 * tensors: a face costs well under 2 ms. Last stage before the decision.
 */
import { PipelineError } from "../errors";
import { readHeadFile, type HeadFile, type HeadFit } from "./head-file";
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
}

/** Standardized embedding -> probabilities. */
export type Classifier = (standardized: Float32Array) => Float64Array;

/** Makes the classifier of one kind; `array` gives an array of the file and throws when shape or name do not fit. */
export type HeadKind = (file: HeadFile, array: ArrayReader, features: number) => Classifier;
export type ArrayReader = <T extends Float32Array | Int8Array = Float32Array>(
  name: string,
  shape: readonly number[],
) => T;

export const HEAD_KINDS: Readonly<Record<HeadFile["header"]["kind"], HeadKind>> = {
  linear: createLinearHead,
  network: createNetworkHead,
  "linear-svm": createLinearSvmHead,
  "poly-svm": createPolySvmHead,
};

export function createHead(bytes: Uint8Array, path: string, fit: HeadFit, features: number): Head {
  const file = readHeadFile(bytes, path, fit);
  const array = arrayReader(file, path);
  const mean = array("mean", [features]);
  const deviation = array("deviation", [features]);
  const classify = HEAD_KINDS[file.header.kind](file, array, features);
  const standardized = new Float32Array(features);
  const { id, name, labels } = file.header;
  return {
    id,
    name,
    labels,
    classify(embedding) {
      if (embedding.length !== features) {
        const message = `embedding: got ${embedding.length} features, expected ${features}`;
        throw new PipelineError("bad-input", "heads", message);
      }
      for (let i = 0; i < features; i++) standardized[i] = (embedding[i] - mean[i]) / deviation[i];
      return classify(standardized);
    },
  };
}

function arrayReader(file: HeadFile, path: string): ArrayReader {
  return <T extends Float32Array | Int8Array>(name: string, shape: readonly number[]): T => {
    const array = file.arrays[name];
    const got = array ? `[${array.shape.join(", ")}]` : "none";
    if (!array || array.shape.join() !== shape.join()) {
      throw new PipelineError("bad-model", path, `${path}: array ${name}: got ${got}, expected [${shape.join(", ")}]`);
    }
    return array.data as T;
  };
}
