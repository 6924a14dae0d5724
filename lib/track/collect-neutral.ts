/**
 * A face held neutral: the mean of its logits over two seconds in which it could be judged. Pure. Between two readings
 * the logits are taken to go straight from one to the other, so that the mean is the same at any frame rate.
 */
import { mixLogits, type FaceLogits } from "./face-logits";

/** How long the face is held. The project's goal. */
export const NEUTRAL_MS = 2000;

export interface NeutralCollector {
  /** A reading that could be judged. `timeMs`: never falling. After two seconds readings change nothing. */
  add(logits: FaceLogits, timeMs: number): void;
  /** The face is hidden or cannot be judged: the time until the next reading does not count. */
  pause(): void;
  /** Of the two seconds, 0 to 1. */
  share(): number;
  /** Null before the two seconds are over. */
  mean(): FaceLogits | null;
}

export function createNeutralCollector(): NeutralCollector {
  /** Over the time that was collected; null before the second reading. */
  let mean: FaceLogits | null = null;
  let collectedMs = 0;
  let last: { readonly logits: FaceLogits; readonly timeMs: number } | null = null;

  return {
    add(logits, timeMs) {
      const before = last;
      last = { logits, timeMs };
      const leftMs = NEUTRAL_MS - collectedMs;
      if (!before || timeMs <= before.timeMs || leftMs === 0) return;
      const elapsedMs = timeMs - before.timeMs;
      const countedMs = Math.min(elapsedMs, leftMs);
      const middle = mixLogits(before.logits, logits, countedMs / elapsedMs / 2);
      mean = mean ? mixLogits(mean, middle, countedMs / (collectedMs + countedMs)) : middle;
      // The two seconds exactly, whatever the rounding of a sum.
      collectedMs = countedMs === leftMs ? NEUTRAL_MS : collectedMs + countedMs;
    },
    pause() {
      last = null;
    },
    share: () => collectedMs / NEUTRAL_MS,
    mean: () => (collectedMs === NEUTRAL_MS ? mean : null),
  };
}
