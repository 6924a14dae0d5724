/**
 * The page's side of the worker boundary, over a real MessageChannel whose other end the test plays. Times are short;
 * whatever must happen is waited for, so a slow machine makes these tests slower and not red.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ErrorData } from "../../lib/errors";
import type { FrameResult } from "../../lib/types";
import { connectPipeline, type PipelineClient, type WorkerLike } from "../../lib/worker/pipeline-client";
import {
  FAILED_FRAMES_LIMIT,
  type PipelineEvent,
  type PipelineInfo,
  type PipelineRequest,
} from "../../lib/worker/protocol";

const START = {
  type: "start",
  baseUrl: "https://example.test/mien/",
  settings: { backend: "wasm", inputSide: 128 },
  avoided: [{ backend: "webgpu", reason: "it hung" }],
} as const satisfies PipelineRequest;
const SILENCE_LIMIT_MS = 120;
const NOT_GONE_ON = "the worker has not gone on for 0.24 s";

/** A MessagePort with a worker's `terminate` and `error` event. */
class PortWorker extends EventTarget implements WorkerLike {
  terminated = 0;

  constructor(private readonly port: MessagePort) {
    super();
    port.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }));
  }

  postMessage(message: PipelineRequest, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  terminate(): void {
    this.terminated++;
    this.port.close();
  }
}

/** Can be transferred, as a frame can, and counts how often the page closes it. */
class FakeFrame {
  closed = 0;
  readonly buffer = Object.assign(new ArrayBuffer(8), { close: () => void this.closed++ });
  readonly frame = this.buffer as unknown as ImageBitmap;
}

const ends: (() => void)[] = [];

function connect(
  answer: (request: PipelineRequest) => PipelineEvent | null = () => null,
  silenceMs?: number,
  answerMs?: number,
) {
  const { port1, port2 } = new MessageChannel();
  const worker = new PortWorker(port1);
  const requests: PipelineRequest[] = [];
  const seen = {
    progress: [] as unknown[],
    ready: [] as PipelineInfo[],
    recovering: [] as string[],
    frameErrors: [] as ErrorData[],
    fatal: [] as ErrorData[],
  };
  const send = (event: PipelineEvent): void => port2.postMessage(event);
  port2.onmessage = ({ data }: MessageEvent<PipelineRequest>) => {
    requests.push(data);
    const event = answer(data);
    if (event) send(event);
  };
  const client: PipelineClient = connectPipeline(
    worker,
    START,
    {
      onProgress: (progress) => seen.progress.push(progress),
      onReady: (info) => seen.ready.push(info),
      onRecovering: (reason) => seen.recovering.push(reason),
      onFrameError: (error) => seen.frameErrors.push(error),
      onFatal: (error) => seen.fatal.push(error),
    },
    { silenceMs, answerMs },
  );
  ends.push(() => {
    client.dispose();
    port2.close();
  });
  return { client, worker, requests, seen, send };
}

const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 5 });
const pause = (durationMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, durationMs));

const resultOf = (frameId: number): FrameResult => ({
  frameId,
  width: 640,
  height: 480,
  faces: [],
  baselines: [],
  labelSet: "three",
  stageMs: { detect: 1, align: 2, embed: 3, classify: 4 },
});
const INFO: PipelineInfo = {
  backend: "wasm",
  backendDetail: "2 threads",
  fallbacks: [],
  settings: { backend: "wasm", inputSide: 128, head: "linear-svm", equalize: true, labelSet: "three" },
  heads: [{ id: "linear-svm", name: "Linear SVM" }],
  inputSides: [96, 128],
  modelBytes: 1,
};
const ERROR: ErrorData = { code: "backend-failed", stage: "backends", message: "got no backend, expected one" };

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe("requests", () => {
  it("begin with start, then come in the order they were made", async () => {
    const { client, requests } = connect();
    client.configure({ equalize: false });
    void client.readFrame(new FakeFrame().frame, { capturedMs: 12.5, newSource: true, still: true, inspect: true });
    void client.readFrame(new FakeFrame().frame);
    client.takeBaseline();
    client.forgetBaselines();
    await soon(() => expect(requests).toHaveLength(6));
    expect(requests[0]).toEqual(START);
    expect(requests[1]).toEqual({ type: "configure", settings: { equalize: false } });
    const given = { capturedMs: 12.5, newSource: true, still: true, inspect: true };
    expect(requests[2]).toMatchObject({ type: "frame", frameId: 1, ...given });
    const defaults = { capturedMs: expect.any(Number), newSource: false, still: false, inspect: false };
    expect(requests[3]).toMatchObject({ type: "frame", frameId: 2, ...defaults });
    expect(requests.slice(4)).toEqual([{ type: "take-baseline" }, { type: "forget-baselines" }]);
  });

  it("transfer the frame, which is the worker's to close from then on", async () => {
    const { client, requests } = connect((request) =>
      request.type === "frame" ? { type: "result", result: resultOf(request.frameId) } : null,
    );
    const fake = new FakeFrame();
    await client.readFrame(fake.frame);
    expect(fake.buffer.byteLength).toBe(0);
    expect(fake.closed).toBe(0);
    expect(requests.at(-1)).toMatchObject({ type: "frame", frame: { byteLength: 8 } });
  });

  it("that cannot be posted close their frame, resolve null and say so", async () => {
    const { client, seen } = connect();
    let closed = 0;
    const frame = { close: () => void closed++ } as unknown as ImageBitmap;
    await expect(client.readFrame(frame)).resolves.toBeNull();
    expect(closed).toBe(1);
    expect(seen.frameErrors.map(({ code }) => code)).toEqual(["bad-input"]);
    expect(seen.fatal).toEqual([]);
  });
});

describe("events", () => {
  it("reach their listeners with what they carry", async () => {
    const { seen, send } = connect();
    const progress = { step: "backbone", loadedBytes: 5, totalBytes: 10 } as const;
    send({ type: "progress", progress });
    send({ type: "ready", info: INFO });
    send({ type: "recovering", reason: "webgpu was lost" });
    await soon(() => expect(seen.recovering).toHaveLength(1));
    expect(seen).toEqual({
      progress: [progress],
      ready: [INFO],
      recovering: ["webgpu was lost"],
      frameErrors: [],
      fatal: [],
    });
  });

  it("resolve each frame with its own result, in whatever order they come", async () => {
    const { client, requests, send } = connect();
    const first = client.readFrame(new FakeFrame().frame);
    const second = client.readFrame(new FakeFrame().frame);
    await soon(() => expect(requests).toHaveLength(3));
    send({ type: "result", result: resultOf(2) });
    await expect(second).resolves.toEqual(resultOf(2));
    send({ type: "result", result: resultOf(1) });
    await expect(first).resolves.toEqual(resultOf(1));
  });

  it("frame-error resolves null, is reported, and the next frame is read", async () => {
    const { client, seen } = connect((request) => {
      if (request.type !== "frame") return null;
      const { frameId } = request;
      return frameId === 1
        ? { type: "frame-error", frameId, error: ERROR }
        : { type: "result", result: resultOf(frameId) };
    });
    await expect(client.readFrame(new FakeFrame().frame)).resolves.toBeNull();
    expect(seen.frameErrors).toEqual([ERROR]);
    await expect(client.readFrame(new FakeFrame().frame)).resolves.toEqual(resultOf(2));
    expect(seen.fatal).toEqual([]);
  });

  it("fatal ends everything: the worker is thrown away and what waits resolves null", async () => {
    const { client, worker, requests, seen, send } = connect();
    const waiting = [client.readFrame(new FakeFrame().frame), client.readFrame(new FakeFrame().frame)];
    await soon(() => expect(requests).toHaveLength(3));
    send({ type: "fatal", error: ERROR });
    await expect(Promise.all(waiting)).resolves.toEqual([null, null]);
    expect(seen.fatal).toEqual([ERROR]);
    expect(worker.terminated).toBe(1);
  });
});

describe("a worker that cannot go on", () => {
  it.each([
    ["error", { message: "boom" }, "the worker could not run: boom"],
    ["error", {}, "the worker could not run: its file did not load"],
    ["messageerror", {}, "a message of the worker could not be read"],
  ])("is reported by its %s event with %j", async (type, details, message) => {
    const { client, worker, seen } = connect();
    const waiting = client.readFrame(new FakeFrame().frame);
    worker.dispatchEvent(Object.assign(new Event(type), details));
    await expect(waiting).resolves.toBeNull();
    expect(seen.fatal).toEqual([{ code: "worker-failed", stage: "worker", message }]);
    expect(worker.terminated).toBe(1);
  });

  it("is reported once, whatever else it says", async () => {
    const { worker, seen } = connect();
    const message = new MessageEvent("message", { data: { type: "ready", info: INFO } satisfies PipelineEvent });
    worker.dispatchEvent(new Event("error"));
    worker.dispatchEvent(new Event("error"));
    worker.dispatchEvent(message);
    expect(seen.fatal).toHaveLength(1);
    expect(seen.ready).toEqual([]);
  });

  it("is reported after the limit when it says nothing", async () => {
    const startMs = performance.now();
    const { client, worker, seen } = connect(() => null, SILENCE_LIMIT_MS);
    await expect(client.readFrame(new FakeFrame().frame)).resolves.toBeNull();
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(SILENCE_LIMIT_MS);
    expect(seen.fatal.map(({ code, message }) => ({ code, message }))).toEqual([
      { code: "worker-failed", message: "the worker was silent for 0.12 s" },
    ]);
    expect(worker.terminated).toBe(1);
  });
});

describe("a worker whose frames fail", () => {
  const failing =
    (code: ErrorData["code"]) =>
    (request: PipelineRequest): PipelineEvent | null =>
      request.type === "frame" ? { type: "frame-error", frameId: request.frameId, error: { ...ERROR, code } } : null;
  const readMany = async ({ client }: ReturnType<typeof connect>, count: number) => {
    for (let frame = 0; frame < count; frame++) await client.readFrame(new FakeFrame().frame);
  };

  it("again and again is given up, with the last reason", async () => {
    const connected = connect(failing("internal"));
    await readMany(connected, FAILED_FRAMES_LIMIT - 1);
    expect(connected.seen.fatal).toEqual([]);
    await readMany(connected, 1);
    await soon(() => expect(connected.seen.fatal).toHaveLength(1));
    expect(connected.seen.fatal[0].message).toBe(`10 frames in a row could not be read: ${ERROR.message}`);
    expect(connected.worker.terminated).toBe(1);
  });

  it("for their own sake is kept", async () => {
    const connected = connect(failing("bad-input"));
    await readMany(connected, 3 * FAILED_FRAMES_LIMIT);
    expect(connected.seen.fatal).toEqual([]);
  });

  it("now and then is kept", async () => {
    const fail = failing("internal");
    const connected = connect((request) =>
      request.type === "frame" && request.frameId % FAILED_FRAMES_LIMIT === 0
        ? { type: "result", result: resultOf(request.frameId) }
        : fail(request),
    );
    await readMany(connected, 3 * FAILED_FRAMES_LIMIT);
    expect(connected.seen.fatal).toEqual([]);
  });
});

describe("a worker that answers pings", () => {
  const pong = ({ type }: PipelineRequest): PipelineEvent | null => (type === "ping" ? { type: "pong" } : null);

  it("is kept, however long a frame takes", async () => {
    const { client, requests, seen, send } = connect(pong, SILENCE_LIMIT_MS);
    const waiting = client.readFrame(new FakeFrame().frame);
    // Four pings a limit.
    await soon(() => expect(requests.filter(({ type }) => type === "ping").length).toBeGreaterThan(12));
    expect(seen.fatal).toEqual([]);
    send({ type: "result", result: resultOf(1) });
    await expect(waiting).resolves.toEqual(resultOf(1));
  });

  it("is given up when it does not go on with a frame, or with starting", async () => {
    const starting = connect(pong, SILENCE_LIMIT_MS, 2 * SILENCE_LIMIT_MS);
    await soon(() => expect(starting.seen.fatal.map(({ message }) => message)).toEqual([NOT_GONE_ON]));

    const { client, worker, seen, send } = connect(pong, SILENCE_LIMIT_MS, 2 * SILENCE_LIMIT_MS);
    send({ type: "ready", info: INFO });
    await soon(() => expect(seen.ready).toHaveLength(1));
    await pause(4 * SILENCE_LIMIT_MS);
    expect(seen.fatal, "nothing was asked of it").toEqual([]);
    await expect(client.readFrame(new FakeFrame().frame)).resolves.toBeNull();
    expect(seen.fatal.map(({ message }) => message)).toEqual([NOT_GONE_ON]);
    expect(worker.terminated).toBe(1);
  });

  it("is kept after its answer, however long nothing is asked of it", async () => {
    const answer = (request: PipelineRequest): PipelineEvent | null => {
      if (request.type === "start") return { type: "ready", info: INFO };
      return request.type === "frame" ? { type: "result", result: resultOf(request.frameId) } : pong(request);
    };
    const { client, seen } = connect(answer, SILENCE_LIMIT_MS, 2 * SILENCE_LIMIT_MS);
    await expect(client.readFrame(new FakeFrame().frame)).resolves.toEqual(resultOf(1));
    await pause(4 * SILENCE_LIMIT_MS);
    expect(seen.fatal).toEqual([]);
  });

  it("is not given up while it goes on, however long that takes", async () => {
    const { client, seen, send } = connect(pong, SILENCE_LIMIT_MS, 2 * SILENCE_LIMIT_MS);
    const progress = { step: "self-test", loadedBytes: 0, totalBytes: 0 } as const;
    const going = setInterval(() => send({ type: "progress", progress }), SILENCE_LIMIT_MS / 2);
    ends.push(() => clearInterval(going));
    const waiting = client.readFrame(new FakeFrame().frame);
    await pause(6 * SILENCE_LIMIT_MS);
    expect(seen.fatal).toEqual([]);
    send({ type: "result", result: resultOf(1) });
    await expect(waiting).resolves.toEqual(resultOf(1));
  });

  it("is not blamed for a page that was itself asleep", async () => {
    const { requests, seen } = connect(pong, SILENCE_LIMIT_MS);
    await soon(() => expect(requests.map(({ type }) => type)).toContain("ping"));
    const wakeMs = performance.now() + 3 * SILENCE_LIMIT_MS;
    while (performance.now() < wakeMs);
    const before = requests.length;
    await soon(() => expect(requests.length).toBeGreaterThan(before + 8));
    expect(seen.fatal).toEqual([]);
  });
});

describe("dispose", () => {
  it("throws the worker away once, resolves what waits, and is no fault", async () => {
    const { client, worker, seen } = connect();
    const waiting = client.readFrame(new FakeFrame().frame);
    client.dispose();
    client.dispose();
    await expect(waiting).resolves.toBeNull();
    expect(worker.terminated).toBe(1);
    expect(seen.fatal).toEqual([]);
  });

  it("ends the watch for silence: no more pings, and no fault", async () => {
    const { client, worker, seen } = connect(() => null, SILENCE_LIMIT_MS);
    client.dispose();
    const posted = vi.spyOn(worker, "postMessage");
    await pause(3 * SILENCE_LIMIT_MS);
    expect(posted).not.toHaveBeenCalled();
    expect(seen.fatal).toEqual([]);
  });

  it("closes a frame that comes after it, and asks nothing more of the worker", async () => {
    const { client, worker } = connect();
    client.dispose();
    const posted = vi.spyOn(worker, "postMessage");
    const fake = new FakeFrame();
    await expect(client.readFrame(fake.frame)).resolves.toBeNull();
    client.configure({ equalize: false });
    client.takeBaseline();
    client.forgetBaselines();
    expect(fake.closed).toBe(1);
    expect(posted).not.toHaveBeenCalled();
  });
});
