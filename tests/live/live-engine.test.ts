/** What the engine says of itself, with a Worker whose words are the test's. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveEngine } from "../../components/live/live-engine";
import type { EngineState } from "../../components/live/live-state";
import type { ErrorData } from "../../lib/errors";
import type { PipelineEvent } from "../../lib/worker/protocol";

const ERROR: ErrorData = { code: "backend-failed", stage: "backends", message: "no backend works here" };
const READY: PipelineEvent = {
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
};

class FakeWorker extends EventTarget {
  constructor() {
    super();
    workers.push(this);
  }

  postMessage(): void {}
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

it.each<[string, PipelineEvent[], boolean]>([
  ["before it was ready, loading failed", [], true],
  ["once it was ready, reading stopped", [READY], false],
  ["while it recovers, reading stopped", [READY, { type: "recovering", reason: "webgpu was lost" }], false],
])("of an engine that fails: %s", (_, before, whileLoading) => {
  const states: EngineState[] = [];
  const engine = new LiveEngine("https://example.test/", {}, false, {
    onState: (state) => states.push(state),
    onReady: () => {},
    onGone: () => {},
    onNotice: () => {},
    onFrameError: () => {},
  });
  engine.load();
  for (const event of before) say(event);
  say({ type: "fatal", error: ERROR });
  expect(states.at(-1)).toEqual({ kind: "failed", error: ERROR, whileLoading });
  engine.load();
  say({ type: "fatal", error: ERROR });
  expect(states.at(-1), "tried again").toMatchObject({ whileLoading: true });
  engine.dispose();
});
