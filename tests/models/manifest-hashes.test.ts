/**
 * The model files as they lie in public/models: each is the one that manifest.json describes, nothing is listed that is
 * missing, and nothing is served that is not listed.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseManifest } from "../../lib/models/manifest";
import { COVERED_LABELS } from "../../lib/pipeline/gate-covered";

const FOLDER = fileURLToPath(new URL("../../public/models/", import.meta.url));
/** From the issue: shards of at most 8 MB. */
const SHARD_LIMIT_BYTES = 8_000_000;
/** Text for people, which no program loads, and the reports, which only the evidence page reads. */
const PROSE = /(^manifest\.json|^(report|accuracy|robustness|peers)\.json|NOTICE|LICENSE|\.md|\.txt)$/;

const sha256 = (...parts: readonly Uint8Array[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};
const read = (file: string): Buffer => readFileSync(join(FOLDER, file));
const manifest = parseManifest(read("manifest.json"));

test.each(Object.entries(manifest.files))("%s has the size and SHA-256 of the manifest", (file, expected) => {
  const bytes = read(file);
  expect(expected).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) });
});

test("every file that is named somewhere in the manifest has an entry, and every entry is named", () => {
  const { detector, backbone, heads, labels7Head, coveredGate, selfTest } = manifest;
  const loaded = [
    detector.model,
    detector.weights,
    ...backbone.shards,
    ...heads.map(({ file }) => file),
    labels7Head.file,
    ...(coveredGate ? [coveredGate.head.file] : []),
    selfTest.detector,
    selfTest.backbone,
  ];
  expect([...new Set(loaded)].sort()).toEqual(Object.keys(manifest.files).sort());
});

test("every file in public/models is in the manifest or is prose", () => {
  const present = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(FOLDER.length).replaceAll("\\", "/"));
  expect(present.filter((file) => !PROSE.test(file) && !manifest.files[file])).toEqual([]);
});

test("the backbone's shards are small enough, and together are what the heads were made for", () => {
  const shards = manifest.backbone.shards.map(read);
  for (const [i, shard] of shards.entries())
    expect(shard.length, manifest.backbone.shards[i]).toBeLessThanOrEqual(SHARD_LIMIT_BYTES);
  expect(sha256(...shards)).toBe(manifest.backbone.sha256);
});

test("the gate for covered faces is shipped, which training/export.py leaves out", () => {
  expect(manifest.coveredGate).toMatchObject({ head: { labels: [...COVERED_LABELS] } });
});

test("every layer of the backbone lies inside the shards", () => {
  const totalBytes = manifest.backbone.shards.reduce((sum, file) => sum + manifest.files[file].bytes, 0);
  for (const { name, shape, kernel, sides } of manifest.backbone.layers) {
    const [height, width, inputs, outputs] = shape;
    expect(kernel + height * width * inputs * outputs, `${name}: kernel`).toBeLessThanOrEqual(totalBytes);
    expect(Object.keys(sides).map(Number), name).toEqual(manifest.backbone.inputSides);
    for (const [side, { scale, bias }] of Object.entries(sides)) {
      const end = Math.max(scale, bias) + 4 * outputs;
      expect(end, `${name}: scale and bias of ${side} px`).toBeLessThanOrEqual(totalBytes);
    }
  }
});
