/** What the engine says of itself, with a Worker whose words are the test's. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveEngine } from "../../components/live/live-engine";
import type { EngineState } from "../../components/live/live-state";
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

function createEngine(onState: (state: EngineState) => void = () => {}): LiveEngine {
  const nothing = (): void => {};
  const events = { onState, onReady: nothing, onGone: nothing, onNotice: nothing, onFrameError: nothing };
  return new LiveEngine("https://example.test/", {}, false, events);
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
