/**
 * Runs in the live page before its own scripts and writes down every frame that the page hands to its worker: the
 * number stamped on it, and the faces and the moment of the answer. The page's own list of readings changes four times a
 * second only, which is too coarse for delays of 300 ms. Nothing that the page does changes.
 */
import type { StampReader } from "../../tests/helpers/frame-stamp";
import type { FrameResult, TrackedReading } from "../../lib/types";
import type { PipelineEvent, PipelineRequest } from "../../lib/worker/protocol";

export interface RecordedFrame {
  /** Number of the fake webcam's frame; null where none could be read. */
  readonly stamp: number | null;
  /** When its result came, and was drawn: whole milliseconds since the page was opened. */
  readonly shownMs: number;
  readonly faces: readonly Pick<TrackedReading, "trackId" | "label" | "status">[];
}

/** What is put on `window`. */
export interface FrameRecorder {
  recordedFrames: RecordedFrame[];
}

/**
 * To be passed to addInitScript, beside STAMP_READER. No function in here has a name of its own: tsx would wrap it in a
 * helper that the page lacks.
 */
export function recordFrames(): void {
  const frames: RecordedFrame[] = [];
  (window as unknown as FrameRecorder).recordedFrames = frames;
  const stamps = new Map<number, number | null>();
  const workers = new WeakSet<Worker>();
  const post: (message: PipelineRequest, transfer: Transferable[]) => void = Worker.prototype.postMessage;

  Worker.prototype.postMessage = function (this: Worker, message: PipelineRequest, transfer: Transferable[] = []) {
    if (message.type === "frame") {
      const { frame, frameId } = message;
      const height = "displayHeight" in frame ? frame.displayHeight : frame.height;
      stamps.set(frameId, (window as unknown as StampReader).readStamp(frame, height));
      if (!workers.has(this)) {
        workers.add(this);
        this.addEventListener("message", ({ data }: MessageEvent<PipelineEvent>) => {
          if (data.type !== "result") return;
          const { frameId: id, faces }: FrameResult = data.result;
          frames.push({
            stamp: stamps.get(id) ?? null,
            shownMs: Math.round(performance.now()),
            faces: faces.map(({ trackId, label, status }) => ({ trackId, label, status })),
          });
          stamps.delete(id);
        });
      }
    }
    post.call(this, message, transfer);
  } as Worker["postMessage"];
}
