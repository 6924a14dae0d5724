/**
 * The worker itself in Node, on tfjs' wasm backend and the shipped models: a backend that computes nothing any more is
 * given back before another is started. The test plays the page, and the canvas that a frame is read through.
 */
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, expect, it, vi } from "vitest";
import { NODE_ENVIRONMENT } from "../../cli/open-pipeline";
import { MODELS_FOLDER } from "../../cli/shipped-models";
import { wasmBackend } from "../../lib/backends/wasm";
import type { PipelineEvent, PipelineRequest } from "../../lib/worker/protocol";
import { ASTRONAUT, readPicture } from "../helpers/pictures";
import { startStaticServer } from "../helpers/static-server";

const portrait = await readPicture(ASTRONAUT);
const server = await startStaticServer({ "/models/": MODELS_FOLDER });

/** Has the portrait on it, whatever is drawn, and no WebGL. */
class PortraitCanvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  getContext(kind: string) {
    if (kind !== "2d") return null;
    return { fillRect: () => {}, drawImage: () => {}, getImageData: () => portrait };
  }
}

afterAll(() => {
  vi.unstubAllGlobals();
  return server.close();
});

/** The worker's own types are another world's than the page's, so the compiler is not to follow. */
const WORKER: string = "../../lib/worker/pipeline.worker";

async function startWorker() {
  const events: PipelineEvent[] = [];
  const scope = {
    navigator: {},
    postMessage: (event: PipelineEvent) => void events.push(event),
    onmessage: null as ((event: { readonly data: PipelineRequest }) => void) | null,
  };
  vi.stubGlobal("self", scope);
  vi.stubGlobal("OffscreenCanvas", PortraitCanvas);
  // tfjs' files lie elsewhere than on the server, and it takes the first folder that it is told.
  await wasmBackend.start(NODE_ENVIRONMENT);
  await import(WORKER);
  return {
    send: (data: PipelineRequest) => scope.onmessage?.({ data }),
    /** The next event of this type, after which earlier ones are forgotten. */
    next: async (type: PipelineEvent["type"]): Promise<PipelineEvent> => {
      await vi.waitFor(() => expect(events.map((event) => event.type)).toContain(type), { timeout: 50_000 });
      return events.splice(0, events.findIndex((event) => event.type === type) + 1).at(-1)!;
    },
  };
}

it("a backend that computes nothing any more is disposed of, and another instance reads on", async () => {
  const { send, next } = await startWorker();
  const sendFrame = (frameId: number): void => {
    const frame = { width: portrait.width, height: portrait.height, close: () => {} } as ImageBitmap;
    send({ type: "frame", frameId, frame, capturedMs: frameId, newSource: false, still: false, inspect: false });
  };
  // WebAssembly that is to be avoided is started all the same, only without threads, which Node has none of anyway.
  const hung = { backend: "wasm", reason: "it hung" } as const;
  send({ type: "start", baseUrl: `${server.url}/`, settings: {}, avoided: [hung] });
  expect(await next("ready")).toMatchObject({
    info: { backend: "wasm", fallbacks: expect.arrayContaining([hung]) },
  });
  sendFrame(1);
  expect(await next("result")).toMatchObject({ result: { faces: [{ expression: "happy" }] } });
  const { numTensors } = tf.memory();

  const broken = tf.backend();
  const read = broken.read.bind(broken);
  broken.read = async (id) => new Float32Array((await read(id)).length);
  sendFrame(2);
  await next("recovering");
  expect(await next("ready")).toMatchObject({ info: { backend: "wasm" } });
  expect(tf.backend()).not.toBe(broken);
  expect(tf.memory().numTensors, "tensors").toBe(numTensors);
  sendFrame(3);
  expect(await next("result")).toMatchObject({ result: { faces: [{ expression: "happy" }] } });
});
