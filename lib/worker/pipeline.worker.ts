/**
 * The worker: owns backend, models and tracker; answers the protocol with one switch. Thread: worker.
 * Frames arrive one at a time; each is closed on every path, before the heavy stages begin.
 */
import { errorToData, PipelineError } from "../errors";
import { createFetchSource } from "../models/model-source";
import { loadModelFiles, type ModelFiles } from "../pipeline/load-pipeline";
import { runFrame } from "../pipeline/run-frame";
import { createTracker, DEFAULT_TRACKER_SETTINGS, type Tracker } from "../track/create-tracker";
import { INPUT_SIDES, type FrameResult } from "../types";
import { createFrameClock, type FrameClock } from "./frame-clock";
import { frameToPicture } from "./frame-to-picture";
import type { BackendFallback, PipelineEvent, PipelineRequest, PipelineSettings } from "./protocol";
import { startRuntime, type Runtime } from "./runtime";

/** Views searched a frame while no face is found: detection takes three times as long then, and nothing else is to do. */
const LIVE_LOOKS = 2;

/** With another of these a face is read otherwise, so that a neutral face read before is no baseline any more. */
const READS_OTHERWISE = ["inputSide", "head", "equalize"] as const satisfies readonly (keyof PipelineSettings)[];

declare const self: DedicatedWorkerGlobalScope;

interface State {
  readonly files: ModelFiles;
  readonly baseUrl: string;
  settings: PipelineSettings;
  runtime: Runtime;
  readonly tracker: Tracker;
  readonly clock: FrameClock;
}

let state: State | null = null;
/** Backends that were lost, with how often; the second loss excludes one. */
const losses = new Map<string, number>();
const excluded: BackendFallback[] = [];
/** Requests are handled one after another: a change of backend never meets a frame half way. */
let queue: Promise<void> = Promise.resolve();

const post = (event: PipelineEvent): void => self.postMessage(event);

self.onmessage = ({ data }: MessageEvent<PipelineRequest>) => {
  if (data.type === "ping") return post({ type: "pong" });
  queue = queue
    .then(() => handle(data))
    .catch((error: unknown) => post({ type: "fatal", error: errorToData(error, "worker") }));
};

async function handle(request: PipelineRequest): Promise<void> {
  switch (request.type) {
    case "start":
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
    case "dispose":
      state?.runtime.dispose();
      state = null;
      return self.close();
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
  state = { files, baseUrl, settings, runtime, tracker, clock: createFrameClock() };
  watchLoss(runtime);
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
  if (state.settings.backend !== before.backend) {
    state.runtime.dispose();
    state.runtime = await startOn(state.files, state.baseUrl, state.settings);
    watchLoss(state.runtime);
  } else if (state.settings.inputSide !== before.inputSide) {
    await state.runtime.pipeline.backbone.warmUp(state.settings.inputSide);
  }
  if (READS_OTHERWISE.some((name) => state.settings[name] !== before[name])) state.tracker.forgetBaselines();
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
    const { runtime, tracker, clock, settings } = started("frame");
    if (newSource) {
      tracker.reset();
      clock.reset();
      runtime.pipeline.finder.reset();
    }
    const timeMs = clock.tick(capturedMs, performance.now());
    const picture = frameToPicture(frame);
    const { labelSet } = settings;
    const looks = still ? undefined : LIVE_LOOKS;
    const readings = await runFrame(runtime.pipeline, picture, {
      ...settings,
      looks,
      inspect: inspect ? labelSet : undefined,
    });
    const faces = tracker.update(readings.faces, timeMs, labelSet);
    const { width, height } = picture;
    const { stageMs, inspection } = readings;
    const baselines = tracker.baselines();
    const result: FrameResult = { frameId, width, height, faces, baselines, labelSet, stageMs, inspection };
    post({ type: "result", result });
  } catch (error) {
    post({ type: "frame-error", frameId, error: errorToData(error, "worker") });
  } finally {
    frame.close();
  }
}

function startOn(files: ModelFiles, baseUrl: string, settings: PipelineSettings): Promise<Runtime> {
  return startRuntime({
    files,
    environment: { gpu: self.navigator.gpu, wasmFolder: new URL("wasm/", baseUrl).href },
    first: settings.backend,
    excluded,
    inputSide: settings.inputSide,
    onStep: (step) => post({ type: "progress", progress: { step, loadedBytes: 0, totalBytes: 0 } }),
  });
}

/** A lost backend is rebuilt once; lost again, the next one takes over. */
function watchLoss(runtime: Runtime): void {
  void runtime.backend.lost.then((reason) => {
    queue = queue
      .then(async () => {
        if (state?.runtime !== runtime) return;
        const { name } = runtime.backend;
        const count = (losses.get(name) ?? 0) + 1;
        losses.set(name, count);
        if (count > 1) excluded.push({ backend: name, reason: `lost twice: ${reason}` });
        post({ type: "recovering", reason: `${name} was lost: ${reason}` });
        state.runtime = await startOn(state.files, state.baseUrl, state.settings);
        watchLoss(state.runtime);
        postReady(state);
      })
      .catch((error: unknown) => post({ type: "fatal", error: errorToData(error, "worker") }));
  });
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
