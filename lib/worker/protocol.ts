/**
 * The wire between the page and the pipeline worker: types and constants only, checked on both sides.
 * A frame is transferred and belongs to the worker from then on, which closes it on every path.
 */
import type { ErrorData } from "../errors";
import type { BackendName, FrameResult, InputSide, LabelSet } from "../types";

/** Silence after which the page gives the worker up and says so. The project's goal. */
export const WORKER_SILENCE_LIMIT_MS = 20_000;
/**
 * A worker that lives but has not gone on for this long with what it was asked for hangs. Guessed: on a slow machine
 * software WebGPU needs more than two minutes from start to the first reading, in a few steps.
 */
export const WORKER_ANSWER_LIMIT_MS = 300_000;
/** So many frames in a row that fail, and not for their own sake, are no chance. */
export const FAILED_FRAMES_LIMIT = 10;

/** What a person may choose. Everything has a default; a change takes effect with the next frame. */
export interface PipelineSettings {
  /** Tried first; the others follow in the order of BACKENDS. "auto" starts with the best. */
  readonly backend: BackendName | "auto";
  readonly inputSide: InputSide;
  /** Id of a three-class head in the manifest. */
  readonly head: string;
  /** Bi-histogram equalization of the aligned crop. */
  readonly equalize: boolean;
  /** What may be said of a face. */
  readonly labelSet: LabelSet;
}

export type PipelineRequest =
  /** `baseUrl` is the absolute URL of the site's root with a trailing slash, since a worker may have a blob location. */
  | {
      readonly type: "start";
      readonly baseUrl: string;
      readonly settings: Partial<PipelineSettings>;
      /**
       * Left alone at first, with the reason: a worker before this one hung or died on them. WebAssembly is started
       * without threads instead.
       */
      readonly avoided: readonly BackendFallback[];
    }
  | { readonly type: "configure"; readonly settings: Partial<PipelineSettings> }
  /**
   * A frame or picture. `capturedMs`: when it was taken, in milliseconds on the page's clock, performance.now().
   * `newSource` true: another camera or picture, so tracks start afresh. `still`: a picture rather
   * than one of many frames, so a face that is hard to find may take its time. `inspect`: the result also says why the
   * largest face got its label, which costs two more runs of the backbone.
   */
  | {
      readonly type: "frame";
      readonly frameId: number;
      readonly frame: VideoFrame | ImageBitmap;
      readonly capturedMs: number;
      readonly newSource: boolean;
      readonly still: boolean;
      readonly inspect: boolean;
    }
  /** The largest face in view is held neutral for two seconds, which its label is measured from afterwards. */
  | { readonly type: "take-baseline" }
  /** Every face's own neutral, also one that is being taken. */
  | { readonly type: "forget-baselines" }
  | { readonly type: "ping" };

/** Named steps of loading, in order. */
export const LOAD_STEPS = ["manifest", "detector", "backbone", "heads", "backend", "self-test"] as const;
export type LoadStep = (typeof LOAD_STEPS)[number];

export interface LoadProgress {
  readonly step: LoadStep;
  readonly loadedBytes: number;
  /** 0 where the step downloads nothing. */
  readonly totalBytes: number;
  /** The one that is started, tested or warmed up. */
  readonly backend?: BackendName;
}

/** A backend that has worked this long is forgiven what was before. Guessed. */
export const FORGIVEN_MS = 600_000;

/** Why a preferred backend is not the one in use. */
export interface BackendFallback {
  readonly backend: BackendName;
  readonly reason: string;
}

export interface HeadInfo {
  readonly id: string;
  /** Name on screen, as in the paper. */
  readonly name: string;
}

export interface PipelineInfo {
  readonly backend: BackendName;
  /** Adapter or thread count, for the HUD. Example: "8 threads". */
  readonly backendDetail: string;
  readonly fallbacks: readonly BackendFallback[];
  readonly settings: PipelineSettings;
  readonly heads: readonly HeadInfo[];
  readonly inputSides: readonly InputSide[];
  readonly modelBytes: number;
}

export type PipelineEvent =
  | { readonly type: "progress"; readonly progress: LoadProgress }
  /** Sent once after start, and again whenever backend or settings have changed. */
  | { readonly type: "ready"; readonly info: PipelineInfo }
  | { readonly type: "result"; readonly result: FrameResult }
  /** The frame failed; the next may be sent. */
  | { readonly type: "frame-error"; readonly frameId: number; readonly error: ErrorData }
  /** A backend was lost, or is changed, and another is built; frames wait. `ready` follows. */
  | { readonly type: "recovering"; readonly reason: string }
  /** Nothing works any more; the worker is to be thrown away. */
  | { readonly type: "fatal"; readonly error: ErrorData }
  | { readonly type: "pong" };
