/**
 * The page's side of the worker boundary: starts the worker, hands it frames one at a time and gives back plain data.
 * Thread: page. The worker is listened to from its first moment (`error`, `messageerror`, 20 s of silence), because a
 * worker that fails to load says nothing by itself (vercel/next.js #84782). One that answers but does not go on, or fails
 * at frame after frame, is given up as well: a new one may do better.
 */
import type { ErrorData } from "../errors";
import type { FrameResult } from "../types";
import {
  FAILED_FRAMES_LIMIT,
  WORKER_ANSWER_LIMIT_MS,
  WORKER_SILENCE_LIMIT_MS,
  type BackendFallback,
  type LoadProgress,
  type PipelineEvent,
  type PipelineInfo,
  type PipelineRequest,
  type PipelineSettings,
} from "./protocol";

export interface PipelineClientEvents {
  onProgress(progress: LoadProgress): void;
  onReady(info: PipelineInfo): void;
  /** A backend was lost, or is changed, and another is built. `onReady` follows. */
  onRecovering(reason: string): void;
  onFrameError(error: ErrorData): void;
  /** The worker is gone; a new client is needed. */
  onFatal(error: ErrorData): void;
}

/** As in the protocol; `capturedMs` is now where it is left out, the others false. */
export interface FrameOptions {
  readonly capturedMs?: number;
  readonly newSource?: boolean;
  readonly still?: boolean;
  readonly inspect?: boolean;
}

export interface PipelineClient {
  /** Takes ownership of `frame` (closed on every path). Resolves with the result, or null if that frame failed. */
  readFrame(frame: VideoFrame | ImageBitmap, options?: FrameOptions): Promise<FrameResult | null>;
  configure(settings: Partial<PipelineSettings>): void;
  /** The largest face of the last frame is held neutral; `baselines` of the results tell how far it is. */
  takeBaseline(): void;
  forgetBaselines(): void;
  dispose(): void;
}

/** `baseUrl`: the site's root, absolute, with a trailing slash (base path included). `avoided`: as in the protocol. */
export function createPipelineClient(
  baseUrl: string,
  settings: Partial<PipelineSettings>,
  avoided: readonly BackendFallback[],
  events: PipelineClientEvents,
): PipelineClient {
  const worker = new Worker(new URL("./pipeline.worker.ts", import.meta.url), {
    type: "module",
    name: "mien-pipeline",
  });
  return connectPipeline(worker, { type: "start", baseUrl, settings, avoided }, events);
}

/** What the client needs of a worker; a MessagePort is one too, for tests. */
export interface WorkerLike {
  postMessage(message: PipelineRequest, transfer?: Transferable[]): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: Event) => void): void;
  terminate(): void;
}

export function connectPipeline(
  worker: WorkerLike,
  start: Extract<PipelineRequest, { type: "start" }>,
  events: PipelineClientEvents,
  { silenceMs = WORKER_SILENCE_LIMIT_MS, answerMs = WORKER_ANSWER_LIMIT_MS } = {},
): PipelineClient {
  const waiting = new Map<number, (result: FrameResult | null) => void>();
  let nextFrameId = 1;
  let ended = false;
  let heardMs = performance.now();
  /** When what was asked for last went on, or when it was asked for. */
  let movedMs = heardMs;
  /** It starts, changes settings or builds a backend: so many `ready` have to come. */
  let preparing = 1;
  let failedFrames = 0;

  const end = (): void => {
    ended = true;
    clearInterval(watch);
    worker.terminate();
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  };
  const fail = (message: string, error?: ErrorData): void => {
    if (ended) return;
    end();
    events.onFatal(error ?? { code: "worker-failed", stage: "worker", message });
  };
  const settle = (frameId: number, result: FrameResult | null): void => {
    waiting.get(frameId)?.(result);
    waiting.delete(frameId);
  };
  const handle = (event: PipelineEvent): void => {
    if (event.type !== "pong") movedMs = performance.now();
    switch (event.type) {
      case "progress":
        return events.onProgress(event.progress);
      case "ready":
        preparing = Math.max(0, preparing - 1);
        failedFrames = 0;
        return events.onReady(event.info);
      case "result":
        failedFrames = 0;
        return settle(event.result.frameId, event.result);
      case "frame-error":
        settle(event.frameId, null);
        events.onFrameError(event.error);
        // A frame that cannot be read says nothing of the worker.
        if (event.error.code !== "bad-input") failedFrames++;
        if (failedFrames >= FAILED_FRAMES_LIMIT) {
          fail(`${failedFrames} frames in a row could not be read: ${event.error.message}`);
        }
        return;
      case "recovering":
        preparing = Math.max(1, preparing);
        return events.onRecovering(event.reason);
      case "fatal":
        return fail(event.error.message, event.error);
      case "pong":
        return;
      default:
        event satisfies never;
    }
  };

  worker.addEventListener("message", (event) => {
    heardMs = performance.now();
    if (!ended) handle((event as MessageEvent<PipelineEvent>).data);
  });
  worker.addEventListener("messageerror", () => fail("a message of the worker could not be read"));
  worker.addEventListener("error", (event) => {
    const { message } = event as ErrorEvent;
    fail(`the worker could not run: ${message || "its file did not load"}`);
  });
  // Heavy work blocks the worker's answers for a while; only silence for the whole limit counts. A timer that was itself
  // asleep (hidden tab, suspended laptop) proves nothing, so the clock starts afresh after a late tick.
  const tickMs = silenceMs / 4;
  let tickedMs = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    const isWaitedFor = preparing > 0 || waiting.size > 0;
    if (now - tickedMs > 2 * tickMs) heardMs = movedMs = now;
    if (!isWaitedFor) movedMs = now;
    tickedMs = now;
    if (now - heardMs > silenceMs) return fail(`the worker was silent for ${silenceMs / 1000} s`);
    if (now - movedMs > answerMs) return fail(`the worker has not gone on for ${answerMs / 1000} s`);
    worker.postMessage({ type: "ping" });
  }, tickMs);

  worker.postMessage(start);
  return {
    readFrame(frame, { capturedMs = performance.now(), newSource = false, still = false, inspect = false } = {}) {
      if (ended) {
        frame.close();
        return Promise.resolve(null);
      }
      const frameId = nextFrameId++;
      return new Promise((resolve) => {
        waiting.set(frameId, resolve);
        try {
          const request: PipelineRequest = { type: "frame", frameId, frame, capturedMs, newSource, still, inspect };
          worker.postMessage(request, [frame as unknown as Transferable]);
        } catch (error) {
          frame.close();
          settle(frameId, null);
          events.onFrameError({
            code: "bad-input",
            stage: "worker",
            message: error instanceof Error ? error.message : String(error),
          });
        }
      });
    },
    configure(changes) {
      if (ended) return;
      preparing++;
      worker.postMessage({ type: "configure", settings: changes });
    },
    takeBaseline() {
      if (!ended) worker.postMessage({ type: "take-baseline" });
    },
    forgetBaselines() {
      if (!ended) worker.postMessage({ type: "forget-baselines" });
    },
    dispose() {
      if (!ended) end();
    },
  };
}
