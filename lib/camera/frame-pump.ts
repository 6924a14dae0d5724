/**
 * Hands frames of a <video> to a reader, one in flight: the next is taken only when the last was answered, so it is
 * always the newest. Page. The reader owns the frame from the call on; every other path closes it here.
 * Works for camera and video file alike. Hidden tab: no frames (the page says so).
 */

export interface PumpedFrame {
  readonly frame: VideoFrame | ImageBitmap;
  /** When the frame was taken, on performance.now()'s clock. */
  readonly capturedMs: number;
}

export interface FramePump {
  /** A paused pump takes no frames; the one in flight still ends. */
  setPaused(paused: boolean): void;
  stop(): void;
}

export function createFramePump(video: HTMLVideoElement, read: (frame: PumpedFrame) => Promise<void>): FramePump {
  let stopped = false;
  let paused = false;
  let inFlight = false;

  const next = async (capturedMs: number): Promise<void> => {
    if (stopped || paused || inFlight || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    inFlight = true;
    try {
      const frame = await grabFrame(video);
      if (stopped) frame.close();
      else await read({ frame, capturedMs });
    } catch {
      // The video changed size or ended in between: the next frame is asked for all the same.
    } finally {
      inFlight = false;
    }
  };

  let cancel = (): void => {};
  const schedule = (): void => {
    if (stopped) return;
    const onFrame = (capturedMs: number) => {
      void next(capturedMs);
      schedule();
    };
    if ("requestVideoFrameCallback" in video) {
      const handle = video.requestVideoFrameCallback((now, metadata) => onFrame(metadata.captureTime ?? now));
      cancel = () => video.cancelVideoFrameCallback(handle);
    } else {
      const handle = requestAnimationFrame(onFrame);
      cancel = () => cancelAnimationFrame(handle);
    }
  };
  schedule();

  return {
    setPaused(value) {
      paused = value;
      // A paused video gives no callback; its current picture is read once.
      if (!paused) void next(performance.now());
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

async function grabFrame(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  return typeof VideoFrame === "undefined" ? createImageBitmap(video) : new VideoFrame(video);
}
