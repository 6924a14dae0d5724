/**
 * The page's side of the worker boundary: starts the worker, hands it frames one at a time and gives back plain data.
 * Thread: page. The worker is listened to from its first moment (`error`, `messageerror`, 20 s of silence), because a
 * worker that fails to load says nothing by itself (vercel/next.js #84782).
 */
import type { ErrorData } from "../errors";
import type { FrameResult } from "../types";
import type { LoadProgress, PipelineInfo, PipelineSettings } from "./protocol";

export interface PipelineClientEvents {
  onProgress(progress: LoadProgress): void;
  onReady(info: PipelineInfo): void;
  /** A backend was lost and is being rebuilt. `onReady` follows. */
  onRecovering(reason: string): void;
  onFrameError(error: ErrorData): void;
  /** The worker is gone; a new client is needed. */
  onFatal(error: ErrorData): void;
}

export interface PipelineClient {
  /** Takes ownership of `frame` (closed on every path). Resolves with the result, or null if that frame failed. */
  readFrame(frame: VideoFrame | ImageBitmap, options?: { newSource?: boolean }): Promise<FrameResult | null>;
  configure(settings: Partial<PipelineSettings>): void;
  dispose(): void;
}

export declare function createPipelineClient(
  settings: Partial<PipelineSettings>,
  events: PipelineClientEvents,
): PipelineClient;
