/**
 * Hands frames of a <video> to a reader, one in flight: the next is taken only when the last was answered, so it is
 * always the newest. Page. The reader owns the frame from the call on; every other path closes it here.
 * Works for camera and video file alike. Hidden tab: no frames (the page says so).
 */

/** So many pictures in a row of which no frame can be made are no change of size and no end. */
const FAILED_GRABS_LIMIT = 10;

export interface PumpedFrame {
  readonly frame: VideoFrame | ImageBitmap;
  /** When the frame was taken, on performance.now()'s clock. */
  readonly capturedMs: number;
}

export interface FramePump {
  /** A paused pump takes no frames; the one in flight still ends. */
  setPaused(paused: boolean): void;
  /** Pictures that the video showed since the pump began, read or not. */
  pictures(): number;
  stop(): void;
}

export interface FrameReader {
  /** Owns the frame from the call on. */
  read(frame: PumpedFrame): Promise<void>;
  /** `read` failed; or frame after frame cannot be made, which is said once for each such row. The pump goes on. */
  onProblem(error: unknown): void;
}

export function createFramePump(video: HTMLVideoElement, { read, onProblem }: FrameReader): FramePump {
  let stopped = false;
  let paused = false;
  let inFlight = false;
  let pictures = 0;
  let failedGrabs = 0;

  /** Null where none can be made: the video changed size or ended in between. The next is asked for all the same. */
  const grab = async (): Promise<VideoFrame | ImageBitmap | null> => {
    try {
      const frame = await grabFrame(video);
      failedGrabs = 0;
      return frame;
    } catch (error) {
      if (++failedGrabs === FAILED_GRABS_LIMIT && !stopped) onProblem(error);
      return null;
    }
  };

  const next = async (capturedMs: number): Promise<void> => {
    if (stopped || paused || inFlight || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    inFlight = true;
    try {
      const frame = await grab();
      if (stopped) frame?.close();
      else if (frame) await read({ frame, capturedMs });
    } catch (error) {
      onProblem(error);
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
      const handle = video.requestVideoFrameCallback((now, metadata) => {
        pictures++;
        onFrame(metadata.captureTime ?? now);
      });
      cancel = () => video.cancelVideoFrameCallback(handle);
    } else {
      // It does not tell of pictures: any of them may be one that was read already.
      const handle = requestAnimationFrame((now) => {
        pictures++;
        onFrame(now);
      });
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
    pictures: () => pictures,
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/**
 * A frame of its own costs least. Where it does not know its rotation, a phone's upright picture would lie on its side
 * (Safari; tfjs #8733); and some browsers have none at times at which a bitmap can be made.
 */
async function grabFrame(video: HTMLVideoElement): Promise<VideoFrame | ImageBitmap> {
  if (typeof VideoFrame === "undefined" || !("rotation" in VideoFrame.prototype)) return createImageBitmap(video);
  try {
    return new VideoFrame(video);
  } catch {
    return createImageBitmap(video);
  }
}
