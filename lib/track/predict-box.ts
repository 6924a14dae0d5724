/**
 * Where a face should be by now: its centre goes on at constant velocity, its size stays. Works on the boxes as they
 * were detected, not on the smoothed ones that are drawn, so that matching sees no lag.
 */
import type { BoxPx, PointPx } from "../types";
import { centreOf } from "../box-geometry";

/**
 * Time in which a new velocity has taken effect to 63 %. Guessed: three frames of a webcam. A detector that jitters by
 * 1 % of a side at 30 frames a second makes it wrong by 0.09 sides a second: 5 % of a side in the longest prediction.
 */
const VELOCITY_MS = 100;
/**
 * A face is not thought to go on for longer than this. Guessed: just enough for 5 missed frames at 10 frames a second;
 * later, people have slowed down, turned, or left the picture.
 */
export const PREDICT_AT_MOST_MS = 600;

export interface Motion {
  /** As last detected. */
  readonly box: BoxPx;
  /** When it was last detected. */
  readonly seenMs: number;
  /** Of the centre, in pixels a second; null until the face was detected twice. */
  readonly velocity: PointPx | null;
}

export function startMotion(box: BoxPx, timeMs: number): Motion {
  return { box, seenMs: timeMs, velocity: null };
}

/** The face was detected again. Two detections of one moment say nothing of velocity. */
export function continueMotion({ box: before, seenMs, velocity }: Motion, box: BoxPx, timeMs: number): Motion {
  const elapsedMs = timeMs - seenMs;
  if (elapsedMs <= 0) return { box, seenMs, velocity };
  const [from, to] = [centreOf(before), centreOf(box)];
  const now = { x: (1000 * (to.x - from.x)) / elapsedMs, y: (1000 * (to.y - from.y)) / elapsedMs };
  if (!velocity) return { box, seenMs: timeMs, velocity: now };
  const keep = Math.exp(-elapsedMs / VELOCITY_MS);
  const mix = (old: number, value: number): number => keep * old + (1 - keep) * value;
  return { box, seenMs: timeMs, velocity: { x: mix(velocity.x, now.x), y: mix(velocity.y, now.y) } };
}

export function predictBox({ box, seenMs, velocity }: Motion, timeMs: number): BoxPx {
  if (!velocity) return box;
  const elapsedS = Math.min(timeMs - seenMs, PREDICT_AT_MOST_MS) / 1000;
  return { ...box, x: box.x + velocity.x * elapsedS, y: box.y + velocity.y * elapsedS };
}
