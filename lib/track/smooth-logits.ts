/** Logits over time: an exponential mean with a time constant in milliseconds, hence the same at any frame rate. */
import { mixLogits, type FaceLogits } from "./face-logits";

/** `elapsedMs`: from `before`, smoothed, to `now`, as read. `smoothingMs`: in which 63 % of a change take effect. */
export function smoothLogits(before: FaceLogits, now: FaceLogits, elapsedMs: number, smoothingMs: number): FaceLogits {
  return mixLogits(now, before, Math.exp(-elapsedMs / smoothingMs));
}
