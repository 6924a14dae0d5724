/** What the live page shows, as plain data: written by LiveSession, read by React. */
import { CAMERA_IDLE, type CameraFailure, type CameraState } from "../../lib/camera/camera-state";
import type { ErrorData } from "../../lib/errors";
import type { StageTimesMs } from "../../lib/types";
import type { LoadProgress, PipelineInfo } from "../../lib/worker/protocol";

export type EngineState =
  | { readonly kind: "off" }
  /** `retriedAfter`: it is loaded again by itself after this. */
  | { readonly kind: "loading"; readonly progress: LoadProgress | null; readonly retriedAfter: EngineFailure | null }
  | { readonly kind: "ready"; readonly info: PipelineInfo }
  | { readonly kind: "recovering"; readonly reason: string; readonly info: PipelineInfo }
  | ({ readonly kind: "failed" } & EngineFailure);

export interface EngineFailure {
  readonly error: ErrorData;
  /** Before it could read frames. */
  readonly whileLoading: boolean;
}

export type SourceState =
  | { readonly kind: "none" }
  | { readonly kind: "camera" }
  | { readonly kind: "picture"; readonly name: string; readonly url: string }
  | { readonly kind: "video"; readonly name: string; readonly url: string };

export interface LiveState {
  readonly engine: EngineState;
  readonly source: SourceState;
  readonly camera: CameraState;
  /** It is live and gives no pictures. */
  readonly cameraSilent: boolean;
  /** It failed and is tried again by itself. */
  readonly cameraComesBack: boolean;
  /** It is asked for again by itself after this: still shown, since mostly it fails once more. */
  readonly retriedAfter: CameraFailure | null;
  /** The tab is hidden: no frames are read. */
  readonly paused: boolean;
  readonly mirrored: boolean;
  /** Something that went wrong without ending the session, for the person to read. */
  readonly notice: string | null;
  /** Why the last frame could not be read; null once one is read again. */
  readonly frameError: string | null;
}

/** What is on screen, and its camera, before there is any. */
export const NO_SOURCE = {
  source: { kind: "none" },
  camera: CAMERA_IDLE,
  cameraSilent: false,
  cameraComesBack: false,
  retriedAfter: null,
} as const satisfies Partial<LiveState>;

export const INITIAL_STATE: LiveState = {
  ...NO_SOURCE,
  engine: { kind: "off" },
  paused: false,
  mirrored: false,
  notice: null,
  frameError: null,
};

/** Still shown while it is loaded again by itself, since mostly it fails once more. */
export function engineFailure(engine: EngineState): EngineFailure | null {
  if (engine.kind === "loading") return engine.retriedAfter;
  return engine.kind === "failed" ? engine : null;
}

/** Somebody asked for it, and it is not there yet; one that is tried again by itself can be asked for all the while. */
export const isCameraAsked = ({ camera, retriedAfter }: LiveState): boolean =>
  camera.kind === "asking" && retriedAfter === null;

/** Something is on screen or asked for, or a camera comes back by itself, hours later too. */
export const canStop = ({ source, cameraComesBack }: LiveState): boolean => source.kind !== "none" || cameraComesBack;

/** Figures of the HUD, four times a second. */
export interface HudFigures {
  /** Null before the second frame. */
  readonly framesPerSecond: number | null;
  readonly latencyMs: number;
  readonly stageMs: StageTimesMs;
  readonly faces: number;
}
