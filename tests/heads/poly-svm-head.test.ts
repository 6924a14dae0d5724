/**
 * The polynomial SVM takes what zeros of an embedding add from a table and rounds the rest to 13 bits. Its decision values
 * are held against the definition in lib/models/README.md, summed in float64 feature by feature, on embeddings with all
 * shares of zeros.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createHeadOf } from "../../lib/heads";
import { readHeadFile, type HeadContent } from "../../lib/heads/head-file";
import { createRandom } from "../../lib/heads/training/random";
import { parseManifest } from "../../lib/models/manifest";
import { bytes, floats, headHeader } from "../helpers/head-files";

/** Of a decision's terms added without their signs: rounding moves a feature by 1/16,000 of the largest one at most. */
const TOLERANCE = 1e-4;
const SHARES_OF_ZEROS = [0, 0.3, 0.7, 0.99, 1];

/** As a ReLU gives them: `share` of them 0, the rest 0 to 4. */
function embeddingOf(features: number, share: number): Float32Array {
  const random = createRandom(Math.round(100 * share));
  return Float32Array.from({ length: features }, () => (random() < share ? 0 : 4 * random() ** 3));
}

/** The terms of bias + sum of coefficient * (gamma x.z + coef0)^degree, nothing rounded but z to float32. */
function exactTerms({ header, arrays }: HeadContent, embedding: Float32Array): number[][] {
  const { gamma = NaN, coef0 = NaN, degree = NaN } = header;
  const { mean, deviation, vectors, vectorScales, coefficients, bias } = arrays;
  const z = Float32Array.from(embedding, (value, i) => (value - mean.data[i]) / deviation.data[i]);
  const count = vectorScales.data.length;
  const kernels = Array.from({ length: count }, (_, vector) => {
    const own = vectors.data.subarray(vector * z.length, (vector + 1) * z.length);
    const dot = z.reduce((sum, value, i) => sum + value * own[i], 0);
    return (gamma * vectorScales.data[vector] * dot + coef0) ** degree;
  });
  return Array.from(bias.data, (value, pair) => [
    value,
    ...kernels.map((kernel, vector) => coefficients.data[pair * count + vector] * kernel),
  ]);
}

function expectExact(content: HeadContent, features: number, share: number): void {
  const embedding = embeddingOf(features, share);
  const decisions = createHeadOf(content, "test", features).score(embedding);
  const terms = exactTerms(content, embedding);
  expect(decisions).toHaveLength(terms.length);
  terms.forEach((own, pair) => {
    const expected = own.reduce((sum, term) => sum + term, 0);
    const size = own.reduce((sum, term) => sum + Math.abs(term), 0);
    const message = `pair ${pair}: got ${decisions[pair]}, expected ${expected}`;
    expect(Math.abs(decisions[pair] - expected) / size, message).toBeLessThan(TOLERANCE);
  });
}

describe("random support vectors, not a multiple of the four that are read together", () => {
  const features = 300;
  const count = 30;
  const random = createRandom(20261126);
  const numbers = (length: number, low: number, high: number): number[] =>
    Array.from({ length }, () => low + (high - low) * random());
  const content: HeadContent = {
    header: headHeader("poly-svm", ["a", "b", "c"], { gamma: 1 / features, coef0: 1, degree: 3 }),
    arrays: {
      mean: floats([features], ...numbers(features, 0, 1)),
      deviation: floats([features], ...numbers(features, 0.3, 1)),
      vectors: bytes([count, features], ...numbers(count * features, -127, 127).map(Math.round)),
      vectorScales: floats([count], ...numbers(count, 0.01, 0.05)),
      coefficients: floats([3, count], ...numbers(3 * count, -1, 1)),
      bias: floats([3], 0.1, -0.2, 0.3),
      platt: floats([3, 2], -1, 0, -1, 0, -1, 0),
    },
  };

  it.each(SHARES_OF_ZEROS)("%f of the embedding 0", (share) => expectExact(content, features, share));

  it("an embedding that is no numbers gives no decision", () => {
    const embedding = embeddingOf(features, 0.5);
    embedding[7] = NaN;
    expect([...createHeadOf(content, "test", features).score(embedding)]).toEqual([NaN, NaN, NaN]);
  });
});

describe("the shipped cubic SVM", () => {
  const read = (file: string): Uint8Array => readFileSync(new URL(`../../public/models/${file}`, import.meta.url));
  const { backbone, preprocessing } = parseManifest(read("manifest.json"));
  const file = "heads/cubic-svm.head";
  const content = readHeadFile(read(file), file, { backbone: backbone.sha256, preprocessing });

  it.each(SHARES_OF_ZEROS)("%f of the embedding 0", (share) => expectExact(content, backbone.features, share));
});
