/**
 * The worker: owns backend, models and tracker; answers the protocol with one switch. Thread: worker.
 * Frames arrive one at a time; each is closed on every path, before the heavy stages begin. A backend that is lost is built
 * again; which one, and when a better one is tried again, says lost-backends.ts.
 */
import { SERVED_WASM_FOLDER } from "../backends/wasm";
import { errorToData, PipelineError } from "../errors";
import { createFetchSource } from "../models/model-source";
import { loadModelFiles, type ModelFiles } from "../pipeline/load-pipeline";
import { runFrame } from "../pipeline/run-frame";
import { createTracker, DEFAULT_TRACKER_SETTINGS, type Tracker } from "../track/create-tracker";
import { INPUT_SIDES, type FrameResult } from "../types";
import { createFrameClock, type FrameClock } from "./frame-clock";
import { frameToPicture } from "./frame-to-picture";
import { createLostBackends } from "./lost-backends";
import type { PipelineEvent, PipelineRequest, PipelineSettings } from "./protocol";
import { disposeQuietly, startRuntime, type Runtime } from "./runtime";

/** Views searched a frame while no face is found: detection takes three times as long then, and nothing else is to do. */
const LIVE_LOOKS = 2;

/** A GPU process that has just ended gives no adapter for a moment. Guessed. */
const REBUILD_DELAY_MS = 1000;

/** With another of these a face is read otherwise: what was read before is neither a baseline nor to be smoothed with. */
const READS_OTHERWISE = ["inputSide", "head", "equalize"] as const satisfies readonly (keyof PipelineSettings)[];

const readsOtherwise = (before: PipelineSettings, after: PipelineSettings): boolean =>
  READS_OTHERWISE.some((name) => after[name] !== before[name]);

declare const self: DedicatedWorkerGlobalScope;

interface State {
  readonly files: ModelFiles;
  readonly baseUrl: string;
  settings: PipelineSettings;
  runtime: Runtime;
  /** When the runtime was ready. */
  readyMs: number;
  readonly tracker: Tracker;
  readonly clock: FrameClock;
  /** Of the last frame, "width x height" in pixels. */
  frameSize: string;
}

let state: State | null = null;
const lostBackends = createLostBackends();
let comeback: ReturnType<typeof setTimeout> | undefined;
/** Requests are handled one after another: a change of backend never meets a frame half way. */
let queue: Promise<void> = Promise.resolve();
/** The page sends the next only after the answer, or when it has another source and wants the answer no more. */
let newestFrameId = 0;

const post = (event: PipelineEvent): void => self.postMessage(event);

self.onmessage = ({ data }: MessageEvent<PipelineRequest>) => {
  if (data.type === "ping") return post({ type: "pong" });
  if (data.type === "frame") newestFrameId = data.frameId;
  inTurn(() => handle(data));
};

function inTurn(task: () => Promise<void> | void): void {
  queue = queue.then(task).catch((error: unknown) => post({ type: "fatal", error: errorToData(error, "worker") }));
}

async function handle(request: PipelineRequest): Promise<void> {
  switch (request.type) {
    case "start":
      for (const fallback of request.avoided) lostBackends.avoid(fallback, performance.now());
      return start(request.baseUrl, request.settings);
    case "configure":
      return configure(request.settings);
    case "frame":
      return readFrame(request);
    case "take-baseline":
      return started("take-baseline").tracker.takeBaseline();
    case "forget-baselines":
      return started("forget-baselines").tracker.forgetBaselines();
    case "ping":
      return;
    default:
      request satisfies never;
  }
}

async function start(baseUrl: string, wanted: Partial<PipelineSettings>): Promise<void> {
  const files = await loadModelFiles(createFetchSource(baseUrl), (step, loadedBytes, totalBytes) =>
    post({ type: "progress", progress: { step, loadedBytes, totalBytes } }),
  );
  const { backbone, defaultHead, decision } = files.manifest;
  const defaults: PipelineSettings = {
    backend: "auto",
    inputSide: backbone.defaultSide,
    head: defaultHead,
    equalize: true,
    labelSet: "three",
  };
  const settings = knownHead(files, { ...defaults, ...wanted });
  const runtime = await startOn(files, baseUrl, settings);
  const tracker = createTracker({ ...DEFAULT_TRACKER_SETTINGS, decision });
  state = {
    files,
    baseUrl,
    settings,
    runtime,
    readyMs: performance.now(),
    tracker,
    clock: createFrameClock(),
    frameSize: "",
  };
  watch(state);
  postReady(state);
}

/** Throws PipelineError "bad-input" for a request that comes before start. */
function started(request: PipelineRequest["type"]): State {
  if (state) return state;
  throw new PipelineError("bad-input", "worker", `${request}: got it before start, expected start first`);
}

async function configure(changes: Partial<PipelineSettings>): Promise<void> {
  const state = started("configure");
  const before = state.settings;
  state.settings = knownHead(state.files, { ...before, ...changes });
  if (readsOtherwise(before, state.settings)) state.tracker.forgetReadings();
  const { backend } = state.settings;
  if (backend !== before.backend) {
    if (backend !== "auto") lostBackends.forgive(backend);
    post({ type: "recovering", reason: `Another backend was chosen: ${backend === "auto" ? "automatic" : backend}` });
    state.runtime.dispose();
    await rebuild(state);
  } else if (state.settings.inputSide !== before.inputSide) {
    const { runtime, settings } = state;
    try {
      await runtime.pipeline.selfTest(settings.inputSide);
    } catch (error) {
      // Which tells of itself that it is ready.
      return recover(runtime, errorToData(error, "worker").message);
    }
  }
  postReady(state);
}

/** A head that does not exist gives way to the default; the page sees it in the settings that come back. */
function knownHead({ manifest }: ModelFiles, settings: PipelineSettings): PipelineSettings {
  const known = manifest.heads.some(({ id }) => id === settings.head);
  return known ? settings : { ...settings, head: manifest.defaultHead };
}

async function readFrame(request: Extract<PipelineRequest, { type: "frame" }>): Promise<void> {
  const { frameId, frame, capturedMs, newSource, still, inspect } = request;
  try {
    const current = started("frame");
    const { runtime, tracker, clock, settings } = current;
    // Kept where this frame cannot be read, so that the next one counts as the new source's first.
    if (newSource) current.frameSize = "";
    const picture = frameToPicture(frame);
    frame.close();
    const frameSize = `${picture.width} x ${picture.height}`;
    // Faces are known by where they are, and a phone that is turned puts them elsewhere.
    if (frameSize !== current.frameSize) {
      tracker.reset();
      clock.reset();
      runtime.pipeline.finder.reset();
    }
    const timeMs = clock.tick(capturedMs, performance.now());
    current.frameSize = frameSize;
    const { labelSet } = settings;
    const looks = still ? undefined : LIVE_LOOKS;
    const readings = await runFrame(runtime.pipeline, picture, {
      ...settings,
      looks,
      inspect: inspect ? labelSet : undefined,
      isOutdated: () => newestFrameId > frameId,
    });
    const faces = tracker.update(readings.faces, timeMs, labelSet);
    const { width, height } = picture;
    const { stageMs, inspection } = readings;
    const baselines = tracker.baselines();
    const result: FrameResult = { frameId, width, height, faces, baselines, labelSet, stageMs, inspection };
    post({ type: "result", result });
  } catch (error) {
    post({ type: "frame-error", frameId, error: errorToData(error, "worker") });
    if (state && error instanceof PipelineError && error.code === "backend-failed") {
      await recover(state.runtime, error.message);
    }
  } finally {
    // Once more does nothing: this is for a frame that could not be copied.
    frame.close();
  }
}

function startOn(files: ModelFiles, baseUrl: string, settings: PipelineSettings): Promise<Runtime> {
  return startRuntime({
    files,
    environment: { gpu: self.navigator.gpu, wasmFolder: new URL(SERVED_WASM_FOLDER, baseUrl).href },
    first: settings.backend,
    excluded: lostBackends.resting(performance.now()),
    simplified: lostBackends.simplified(),
    inputSide: settings.inputSide,
    onStep: (step, backend) => post({ type: "progress", progress: { step, loadedBytes: 0, totalBytes: 0, backend } }),
  });
}

/** Builds anew on the best backend that works. Throws PipelineError "backend-failed" when none does. */
async function rebuild(state: State): Promise<void> {
  state.runtime = await startOn(state.files, state.baseUrl, state.settings);
  state.readyMs = performance.now();
  lostBackends.started(state.runtime.backend.name, state.settings.backend, state.readyMs);
  watch(state);
}

/** Waits for the runtime's loss, and for the end of a better backend's rest. */
function watch({ runtime, settings }: State): void {
  void runtime.backend.lost.then((reason) => inTurn(() => recover(runtime, reason)));
  clearTimeout(comeback);
  const nextTryMs = lostBackends.nextTryMs(runtime.backend.name, settings.backend);
  if (nextTryMs === null) return;
  // Timers leave out fractions, and the rest must be over.
  const delayMs = Math.ceil(nextTryMs - performance.now()) + 1;
  comeback = setTimeout(() => inTurn(() => tryBetter(runtime)), delayMs);
}

async function recover(lost: Runtime, reason: string): Promise<void> {
  if (state?.runtime !== lost) return;
  const { name } = lost.backend;
  const nowMs = performance.now();
  lostBackends.lose(name, reason, nowMs - state.readyMs, nowMs);
  post({ type: "recovering", reason: `${name} was lost: ${reason}` });
  // Kept, it would be used again as it is: tfjs starts no backend that it has.
  disposeQuietly(lost.pipeline, lost.backend);
  await new Promise((resolve) => setTimeout(resolve, REBUILD_DELAY_MS));
  await rebuild(state);
  postReady(state);
}

async function tryBetter(current: Runtime): Promise<void> {
  if (state?.runtime !== current) return;
  post({ type: "recovering", reason: "A backend that was lost is tried again" });
  current.dispose();
  await rebuild(state);
  postReady(state);
}

function postReady({ files, runtime, settings }: State): void {
  const { manifest } = files;
  post({
    type: "ready",
    info: {
      backend: runtime.backend.name,
      backendDetail: runtime.backend.detail,
      fallbacks: runtime.fallbacks,
      settings,
      heads: manifest.heads.map(({ id, name }) => ({ id, name })),
      inputSides: INPUT_SIDES.filter((side) => manifest.backbone.inputSides.includes(side)),
      modelBytes: Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0),
    },
  });
}
