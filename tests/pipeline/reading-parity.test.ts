/**
 * The whole way from a picture file to probabilities agrees with training: the golden crops go through the real
 * `npm run classify` and are compared with what PyTorch and numpy make of the shipped numbers (training/export.py).
 * The goldens are of the crops as they are, so `--crops` must find no face in them: status "unaligned".
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readShippedManifest } from "../../cli/shipped-models";
import { openPipeline } from "../../cli/open-pipeline";
import { EMBEDDING_FEATURES } from "../../lib/backbone/resnet50-layers";
import { equalizeBiHistogram } from "../../lib/equalize/bi-histogram";
import { couplePairs } from "../../lib/heads/couple-pairs";
import { goldenCrops } from "../../lib/pipeline/golden-input";
import { EXPRESSIONS, LABELS7, type FaceReading, type GreyCrop, type Picture } from "../../lib/types";
import { jsonLines, runClassify } from "../helpers/classify-cli";
import { pictureToPng } from "../helpers/pictures";

/**
 * Largest absolute difference of a probability. Features differ by a few 1e-6 of their size (backbone-parity.test.ts),
 * and a head's scores are sums of 2,048 of them.
 */
const TOLERANCE = 1e-3;

/** Probabilities of each of the two crops. */
type Rows = [number[], number[]];

interface GoldenReadings {
  readonly side: number;
  /** SHA-256 of the backbone they were made with. */
  readonly backbone: string;
  /** Head -> softmax probabilities in the order of its labels. */
  readonly probabilities: Readonly<Record<string, Rows>>;
  /** Head -> Platt's probability of the first class of each pair. */
  readonly pairwise: Readonly<Record<string, Rows>>;
}

const read = (file: string): Buffer => readFileSync(new URL(`../../${file}`, import.meta.url));
const manifest = readShippedManifest();
const golden = JSON.parse(read("tests/golden/readings.json").toString()) as GoldenReadings;

const folder = mkdtempSync(join(tmpdir(), "mien-golden-"));
const pictures = goldenCrops(96).map((_, index) => join(folder, `crop${index}.png`));
beforeAll(async () => {
  for (const [index, crop] of goldenCrops(96).entries()) {
    writeFileSync(pictures[index], await pictureToPng(greyToPicture(crop)));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it("the goldens were made with the shipped backbone, and for each of its heads", () => {
  expect({ side: golden.side, backbone: golden.backbone }).toEqual({ side: 96, backbone: manifest.backbone.sha256 });
  const covered = manifest.coveredGate ? [manifest.coveredGate.head] : [];
  const heads = [...manifest.heads, manifest.labels7Head, ...covered].map(({ id }) => id);
  expect([...Object.keys(golden.probabilities), ...Object.keys(golden.pairwise)].sort()).toEqual(heads.sort());
});

it("npm run classify reads what training reads", async () => {
  const id = manifest.defaultHead;
  const run = await runClassify("--crops", "--json", "--size", String(golden.side), "--head", id, ...pictures);
  expect(run.exitCode, run.stderr).toBe(0);
  const readings = jsonLines(run).flatMap(({ faces }): readonly FaceReading[] => faces ?? []);
  expect(readings.map(({ status }) => status)).toEqual(["unaligned", "unaligned"]);
  readings.forEach((reading, crop) => {
    expectSame(id, crop, EXPRESSIONS.map((label) => reading.probabilities[label])); // prettier-ignore
    expectSame(manifest.labels7Head.id, crop, LABELS7.map((label) => reading.labels7[label])); // prettier-ignore
  });
});

/** In one process: a start of the command takes seconds, and there are eight heads. */
it("every head reads what training reads", async () => {
  const pipeline = await openPipeline();
  try {
    const crops = goldenCrops(96).map(({ side, data }) => ({ side, data: equalizeBiHistogram(data) }));
    const embeddings = await pipeline.backbone.embed(crops);
    const covered = pipeline.coveredGate ? [[pipeline.coveredGate.head.id, pipeline.coveredGate.head] as const] : [];
    for (const [id, head] of [...pipeline.heads, ...covered]) {
      crops.forEach((_, crop) => {
        const embedding = embeddings.subarray(crop * EMBEDDING_FEATURES, (crop + 1) * EMBEDDING_FEATURES);
        expectSame(id, crop, [...head.classify(embedding)]);
      });
    }
  } finally {
    pipeline.dispose();
  }
});

function expectSame(head: string, crop: number, probabilities: readonly number[]): void {
  const expected = expectedOf(head, crop);
  expect(probabilities).toHaveLength(expected.length);
  const difference = Math.max(...expected.map((value, index) => Math.abs(value - probabilities[index])));
  expect(difference, `${head}, crop ${crop}: largest difference`).toBeLessThan(TOLERANCE);
}

/** Coupling is held against libsvm's own rule in tests/heads/couple-pairs.test.ts; the goldens stop before it. */
function expectedOf(head: string, crop: number): number[] {
  const pairwise = golden.pairwise[head]?.[crop];
  return pairwise ? [...couplePairs(pairwise, EXPRESSIONS.length)] : golden.probabilities[head][crop];
}

function greyToPicture({ side, data }: GreyCrop): Picture {
  const rgba = Uint8Array.from({ length: side * side * 4 }, (_, at) => (at % 4 === 3 ? 255 : data[at >> 2]));
  return { width: side, height: side, data: rgba };
}
