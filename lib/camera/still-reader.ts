/**
 * Hands a still picture to a reader, one read in flight: what is asked for meanwhile, however often, is one more read
 * after it. Page. The reader owns the bitmap from the call on; every other path closes it here.
 */
import type { FrameReader } from "./frame-pump";

export interface StillReader {
  /** Now, or after the read in flight. */
  readAgain(): void;
  stop(): void;
}

/** The file may have changed or be gone since it was opened: that is a problem, too. */
export function createStillReader(picture: Blob, { read, onProblem }: FrameReader): StillReader {
  let stopped = false;
  let inFlight = false;
  let isDue = false;

  const readOnce = async (): Promise<void> => {
    try {
      const capturedMs = performance.now();
      const frame = await createImageBitmap(picture);
      if (stopped) frame.close();
      else await read({ frame, capturedMs });
    } catch (error) {
      if (!stopped) onProblem(error);
    }
  };

  const readWhileDue = async (): Promise<void> => {
    if (inFlight) return;
    inFlight = true;
    while (isDue && !stopped) {
      isDue = false;
      await readOnce();
    }
    inFlight = false;
  };

  return {
    readAgain() {
      isDue = true;
      void readWhileDue();
    },
    stop() {
      stopped = true;
    },
  };
}
