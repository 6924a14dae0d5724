/**
 * When a frame was taken, as a time that always goes on: what is smoothed and settled over time follows the frames' own
 * time, not that of their reading, which waits for a busy machine. Thread: worker. Two clocks meet here, the page's and
 * the worker's, so only differences of the times that come out mean anything.
 */

export interface FrameClock {
  /**
   * `capturedMs`: of the frame, on the page's clock. `arrivedMs`: of its arrival, on the worker's. Out: the first where it
   * is later than the frame before; else (a camera whose times stand still or jump back) as much later as it arrived later.
   */
  tick(capturedMs: number, arrivedMs: number): number;
  /** Another camera or picture: its times may begin anywhere. */
  reset(): void;
}

export function createFrameClock(): FrameClock {
  let last: { readonly timeMs: number; readonly arrivedMs: number } | null = null;
  return {
    tick(capturedMs, arrivedMs) {
      const timeMs: number =
        !last || capturedMs > last.timeMs ? capturedMs : last.timeMs + Math.max(0, arrivedMs - last.arrivedMs);
      last = { timeMs, arrivedMs };
      return timeMs;
    },
    reset() {
      last = null;
    },
  };
}
