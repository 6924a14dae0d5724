/** What the engine says of itself, with a Worker whose words are the test's. */
import type { ReactElement, ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { EngineStatus } from "../../components/live/engine-status";
import { LiveEngine } from "../../components/live/live-engine";
import { INITIAL_STATE, type EngineState } from "../../components/live/live-state";
import { statusText } from "../../components/live/status-text";
import { Message } from "../../components/ui/message";
import type { ErrorData } from "../../lib/errors";
import { FORGIVEN_MS, type PipelineEvent, type PipelineRequest } from "../../lib/worker/protocol";

const ERROR: ErrorData = { code: "backend-failed", stage: "backends", message: "no backend works here" };
const READY = {
  type: "ready",
  info: {
    backend: "wasm",
    backendDetail: "2 threads",
    fallbacks: [],
    settings: { backend: "auto", inputSide: 128, head: "linear-svm", equalize: true, labelSet: "three" },
    heads: [{ id: "linear-svm", name: "Linear SVM" }],
    inputSides: [128],
    modelBytes: 1,
  },
} as const satisfies PipelineEvent;

class FakeWorker extends EventTarget {
  constructor() {
    super();
    workers.push(this);
  }

  readonly requests: PipelineRequest[] = [];

  postMessage(request: PipelineRequest): void {
    this.requests.push(request);
    if (request.type === "ping") this.say({ type: "pong" });
  }

  terminate(): void {}

  say(data: PipelineEvent): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

let workers: FakeWorker[];
/** The newest one says so. */
const say = (event: PipelineEvent): void => workers.at(-1)?.say(event);

beforeEach(() => {
  workers = [];
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", { hidden: false });
  vi.stubGlobal("Worker", FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function createEngine(onState: (state: EngineState) => void = () => {}, unattended = false): LiveEngine {
  const nothing = (): void => {};
  const events = { onState, onReady: nothing, onGone: nothing, onNotice: nothing, onFrameError: nothing };
  return new LiveEngine("https://example.test/", {}, unattended, events);
}

const noMatter = (): void => {};

/** What the page says of it, and the element that it says it in. */
function wordsOf(engine: EngineState): { status: string; message: ReactNode } {
  const { props } = EngineStatus({ engine, onRetry: noMatter }) as ReactElement<{ children: readonly ReactNode[] }>;
  return { status: statusText({ ...INITIAL_STATE, engine }), message: props.children[0] };
}

it.each<[string, PipelineEvent[], boolean]>([
  ["before it was ready, loading failed", [], true],
  ["once it was ready, reading stopped", [READY], false],
  ["while it recovers, reading stopped", [READY, { type: "recovering", reason: "webgpu was lost" }], false],
])("of an engine that fails: %s", (_, before, whileLoading) => {
  const states: EngineState[] = [];
  const engine = createEngine((state) => states.push(state));
  engine.load();
  for (const event of before) say(event);
  say({ type: "fatal", error: ERROR });
  expect(states.at(-1)).toEqual({ kind: "failed", error: ERROR, whileLoading });
  engine.load();
  say({ type: "fatal", error: ERROR });
  expect(states.at(-1), "tried again").toMatchObject({ whileLoading: true });
  engine.dispose();
});

it("what failed is told of by the same message while it is tried again by itself, and no more when somebody asks", async () => {
  vi.useFakeTimers();
  // After three tries an unattended page would load itself anew, where the server answers.
  vi.stubGlobal("fetch", async () => ({ ok: false }));
  vi.stubGlobal("window", Object.assign(new EventTarget(), { location: { href: "https://example.test/" } }));
  const told: unknown[] = [];
  const engine = createEngine((state) => told.push(wordsOf(state)), true);
  engine.load();
  say(READY);
  say({ type: "fatal", error: ERROR });
  const stopped = told.at(-1);
  expect(stopped).toEqual({ status: "Not running", message: expect.objectContaining({ type: Message }) });
  told.length = 0;
  for (const [tries, pauseMs] of [10_000, 30_000, 60_000, 300_000, 300_000].entries()) {
    await vi.advanceTimersByTimeAsync(pauseMs);
    expect(workers).toHaveLength(tries + 2);
    say({ type: "progress", progress: { step: "manifest", loadedBytes: 0, totalBytes: 0 } });
    say({ type: "fatal", error: ERROR });
  }
  // From the first try on it fails while it loads, which is news once.
  const failed = told.at(-1);
  expect(failed).not.toEqual(stopped);
  expect(told).toEqual([stopped, stopped, ...Array(13).fill(failed)]);
  engine.load();
  expect(told.at(-1)).toEqual({ status: "Loading", message: null });
  engine.dispose();
  vi.useRealTimers();
});

it("a backend on which workers hang is named once for each time, until it has worked for ten minutes or is asked for", () => {
  vi.useFakeTimers();
  const engine = createEngine();
  /** What the next worker is told to leave alone. */
  const avoidedAfter = (workedMs: number): string[] => {
    engine.load();
    say({ ...READY, info: { ...READY.info, backend: "webgpu" } });
    vi.advanceTimersByTime(workedMs);
    // A change of settings is answered with "ready", too.
    say({ ...READY, info: { ...READY.info, backend: "webgpu" } });
    say({ type: "fatal", error: { ...ERROR, code: "worker-failed", message: "it hung" } });
    engine.load();
    const started = workers.at(-1)!.requests.find((request) => request.type === "start");
    return started!.avoided.map(({ backend, reason }) => `${backend}: ${reason}`);
  };
  expect(avoidedAfter(1000)).toEqual(["webgpu: it hung"]);
  expect(avoidedAfter(1000)).toEqual(["webgpu: it hung", "webgpu: it hung"]);
  expect(avoidedAfter(FORGIVEN_MS)).toEqual(["webgpu: it hung"]);
  engine.configure({ backend: "webgpu" });
  engine.load();
  expect(workers.at(-1)!.requests[0]).toMatchObject({ type: "start", avoided: [] });
  engine.dispose();
  vi.useRealTimers();
});

it("WebAssembly on which workers hang is named, too, also to the page that an unattended one loads in its place", async () => {
  vi.useFakeTimers();
  const words = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => words.get(key) ?? null,
    setItem: (key: string, word: string) => void words.set(key, word),
    removeItem: (key: string) => void words.delete(key),
  });
  const reload = vi.fn();
  vi.stubGlobal("window", Object.assign(new EventTarget(), { location: { href: "https://example.test/", reload } }));
  vi.stubGlobal("fetch", async () => ({ ok: true }));
  const avoided = () =>
    workers.at(-1)!.requests.flatMap((request) => (request.type === "start" ? request.avoided : []));
  const hung = { backend: "wasm", reason: "it hung" };

  const engine = createEngine(() => {}, true);
  engine.load();
  for (let worker = 0; reload.mock.calls.length === 0; worker++) {
    expect(avoided()).toEqual(Array(worker).fill(hung));
    say({ type: "progress", progress: { step: "backend", loadedBytes: 0, totalBytes: 0, backend: "wasm" } });
    say({ type: "fatal", error: { ...ERROR, code: "worker-failed", message: hung.reason } });
    await vi.advanceTimersByTimeAsync(300_000);
  }
  engine.dispose();
  const [next, afterThat] = [createEngine(), createEngine()];
  next.load();
  expect(avoided()).toEqual(Array(4).fill(hung));
  afterThat.load();
  expect(avoided(), "loaded by a person").toEqual([]);
  for (const each of [next, afterThat]) each.dispose();
  vi.useRealTimers();
});
