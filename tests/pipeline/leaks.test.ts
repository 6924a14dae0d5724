/**
 * A page that runs for hours keeps nothing of a frame: what tfjs holds is counted after every frame, and from frame 10
 * on it must not change, whatever a frame shows and even if it fails. Every 20 frames: 15 of an empty wall (so that
 * 1,000 frames take well under a minute), one portrait, one half behind a grey board, two portraits, one broken frame
 * and one with settings that cannot be followed.
 */
import { isDeepStrictEqual } from "node:util";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import sharp from "sharp";
import { expect, it } from "vitest";
import { alignFace } from "../../lib/align/align-face";
import { wasmBackend } from "../../lib/backends/wasm";
import { createPipeline, type Pipeline } from "../../lib/pipeline/load-pipeline";
import { runFrame, type FrameSettings } from "../../lib/pipeline/run-frame";
import type { Picture } from "../../lib/types";
import { startDawn } from "../helpers/dawn";
import { ASTRONAUT, pictureToPng, placeInFrame, readPicture } from "../helpers/pictures";
import { loadShippedModels, NODE_ENVIRONMENT } from "../../cli/open-pipeline";

const FRAMES = 1000;
const PERIOD = 20;
const FIRST_COUNTED = 10;
const SIZE = { width: 320, height: 240 };

it(`${FRAMES} frames on wasm leave no tensor behind`, { timeout: 600_000 }, async () => {
  expect(await wasmBackend.start(NODE_ENVIRONMENT)).toMatchObject({ name: "wasm" });
  const pipeline = await createPipeline(await loadShippedModels(), [1]);
  try {
    const settings: FrameSettings = { inputSide: 96, head: pipeline.manifest.defaultHead, equalize: true, looks: 2 };
    const runKind = await frameKinds(pipeline, settings);
    const seen = new Map<string, Set<unknown>>();
    const counts: Counts[] = [];
    for (let frame = 0; frame < FRAMES; frame++) {
      const kind = kindOf(frame);
      const outcome = await runKind[kind]();
      seen.set(kind, (seen.get(kind) ?? new Set()).add(outcome));
      const { numTensors, numDataBuffers } = tf.memory();
      counts.push({ numTensors, numDataBuffers });
    }
    // The frames were what they claim to be, every time.
    expect(seen.get("wall")).toEqual(new Set([0]));
    expect(seen.get("portrait")).toEqual(new Set([1]));
    expect(seen.get("covered")?.size).toBe(1);
    expect(seen.get("two")).toEqual(new Set([2]));
    expect(seen.get("broken")).toEqual(new Set(["bad-input"]));
    expect(seen.get("unknownHead")).toEqual(new Set(["bad-input"]));

    expectFlat(counts);
  } finally {
    pipeline.dispose();
  }
  expect(tf.memory().numTensors, "tensors after dispose").toBe(0);
});

/**
 * Detector and backbone on a graphics device. SwiftShader is slow (6 s a face), so every fifth frame has one, and crops
 * are of 32 pixels: the same shaders, buffers of other sizes. tfjs keeps freed buffers for later, so these are counted as
 * well: a pool that grows is a leak.
 */
it("20 frames on WebGPU leave no buffer behind", { timeout: 300_000 }, async (context) => {
  const backend = await startDawn(context);
  const pipeline = await createPipeline(await loadShippedModels(), [1]);
  try {
    const [wall, face] = [await emptyWall(), await portrait()];
    const { bufferManager } = tf.backend() as WebGPUBackend;
    const counts: Counts[] = [];
    for (let frame = 0; frame < 20; frame++) {
      const expectedFaces = frame % 5 === 1 ? 1 : 0;
      const picture = expectedFaces === 1 ? face : wall;
      const faces = await pipeline.detector.detect(picture);
      expect(faces, `faces in frame ${frame}`).toHaveLength(expectedFaces);
      await pipeline.backbone.embed(faces.map(({ keypoints }) => alignFace(picture, keypoints, 32)));
      await expect(pipeline.backbone.embed([{ side: 32, data: new Uint8Array(1) }])).rejects.toThrow("got 1 values");
      const { numTensors, numDataBuffers } = tf.memory();
      counts.push({
        numTensors,
        numDataBuffers,
        usedBuffers: bufferManager.getNumUsedBuffers(),
        freeBuffers: bufferManager.getNumFreeBuffers(),
        allocatedBytes: bufferManager.numBytesAllocated,
      });
    }
    expect(counts[FIRST_COUNTED].usedBuffers).toBeGreaterThan(0);
    expectFlat(counts);
  } finally {
    pipeline.dispose();
    backend.dispose();
  }
});

/** What is held after each frame, by name. */
type Counts = Readonly<Record<string, number>>;

function expectFlat(counts: readonly Counts[]): void {
  const first = counts[FIRST_COUNTED];
  const frame = counts.findIndex((count, index) => index > FIRST_COUNTED && !isDeepStrictEqual(count, first));
  expect(counts[frame] ?? first, `frame ${frame} against frame ${FIRST_COUNTED}`).toEqual(first);
}

const KIND_AT: Readonly<Record<number, FrameKind>> = {
  3: "portrait",
  6: "covered",
  9: "two",
  12: "broken",
  16: "unknownHead",
};
type FrameKind = "wall" | "portrait" | "covered" | "two" | "broken" | "unknownHead";
const kindOf = (frame: number): FrameKind => KIND_AT[frame % PERIOD] ?? "wall";

/** Runs one frame of a kind and says how it ended: the number of faces, or the code of the error. */
async function frameKinds(
  pipeline: Pipeline,
  settings: FrameSettings,
): Promise<Record<FrameKind, () => Promise<unknown>>> {
  const run = (picture: Picture, headId = settings.head) =>
    runFrame(pipeline, picture, { ...settings, head: headId }).then(
      ({ faces }) => faces.length,
      (error: { code: string }) => error.code,
    );
  const one = await portrait();
  const wall = await emptyWall();
  const covered = await halfCovered(one);
  const two = await twoPortraits();
  return {
    wall: () => run(wall),
    portrait: () => run(one),
    covered: () => run(covered),
    two: () => run(two),
    broken: () => run({ ...one, data: one.data.subarray(4) }),
    unknownHead: () => run(one, "no-such-head"),
  };
}

const GREY = { r: 110, g: 112, b: 115 };
const emptyWall = () => readPicture(sharp({ create: { ...SIZE, channels: 3, background: GREY } }));
const portrait = () => placeInFrame(ASTRONAUT, SIZE, { sidePx: 300, leftPx: 0, topPx: -20 });

/** A board before the left half of the face. */
async function halfCovered(picture: Picture): Promise<Picture> {
  const board = { create: { width: 131, height: SIZE.height, channels: 3 as const, background: GREY } };
  return readPicture(sharp(await pictureToPng(picture)).composite([{ input: board, left: 0, top: 0 }]));
}

/** Side by side, the second one in front of the first one's surroundings. */
async function twoPortraits(): Promise<Picture> {
  const left = sharp(await pictureToPng(await portrait()));
  const input = await sharp(ASTRONAUT)
    .extract({ left: 120, top: 0, width: 240, height: 400 })
    .resize(144, 240)
    .toBuffer();
  return readPicture(left.composite([{ input, left: SIZE.width - 144, top: 0 }]));
}
