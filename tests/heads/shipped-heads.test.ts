/** The heads in public/models: each is made for the shipped backbone, is the one the manifest describes, and answers. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import { createHead } from "../../lib/heads";
import { EXPRESSIONS, LABELS7 } from "../../lib/types";

const read = (file: string): Uint8Array => readFileSync(new URL(`../../public/models/${file}`, import.meta.url));
const manifest = readShippedManifest();
const { features, sha256: backbone } = manifest.backbone;
const load = (file: string) =>
  createHead(read(file), file, { backbone, preprocessing: manifest.preprocessing }, features);

function expectProbabilities(probabilities: Float64Array, count: number): void {
  expect(probabilities).toHaveLength(count);
  expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
}

const covered = manifest.coveredGate ? [manifest.coveredGate.head] : [];

describe.each([...manifest.heads, manifest.labels7Head, ...covered])("$file", ({ id, name, file, labels }) => {
  const head = load(file);

  it("is the head that the manifest describes", () => {
    expect({ id: head.id, name: head.name, labels: head.labels }).toEqual({ id, name, labels });
  });

  it("gives probabilities for an embedding of zeros", () => {
    expectProbabilities(head.classify(new Float32Array(features)), labels.length);
  });

  it("gives probabilities for any embedding", () => {
    // Features are means of a ReLU's output, so never below 0.
    const embedding = fc.float32Array({ minLength: features, maxLength: features, min: 0, max: 8, noNaN: true });
    fc.assert(
      fc.property(embedding, (values) => expectProbabilities(head.classify(values), labels.length)),
      { numRuns: 5 },
    );
  });
});

it("three-class heads speak of the paper's classes, and the seven-label head of FER2013's, in their order", () => {
  expect(manifest.heads.map(({ labels }) => labels)).toEqual(manifest.heads.map(() => [...EXPRESSIONS]));
  expect(manifest.labels7Head.labels).toEqual([...LABELS7]);
});

it("the default head is in the menu, and no two heads share an id", () => {
  const ids = manifest.heads.map(({ id }) => id);
  expect(ids).toContain(manifest.defaultHead);
  expect(new Set(ids).size).toBe(ids.length);
});
