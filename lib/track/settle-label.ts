/**
 * What is said of a face over time: a label of the label set, or "other". Hysteresis: what is said changes only when
 * something else has clearly led for a while, or led at all for long. Leads are differences of scores (label-scores.ts)
 * of smoothed probabilities. Time counts, not frames: a lower frame rate only finds out a frame later.
 */
import type { LabelScores } from "../labels/label-scores";
import type { ShownLabel } from "../types";

/**
 * From here a lead is clear: odds of 2 to 1. With smoothing and CLEAR_HOLD_MS it is the most that lets a change from a
 * certain reading to one of 0.8 be shown within 300 ms at 10 frames a second (computed, and held by the tests).
 */
export const CLEAR_LEAD = 0.7;
/** A clear lead must last this long: at least two frames at 10 frames a second, though their distance varies. */
export const CLEAR_HOLD_MS = 80;
/**
 * A small lead must last this long, so that what is said does not contradict the bars for ever. Chosen by reasoning: at
 * 10 frames a second the noise of a face right between two labels keeps one side for so long about once in 5 minutes.
 */
export const SMALL_HOLD_MS = 1500;

export interface LabelSettler {
  /** What is said from this frame on. The first label is said at once. `timeMs`: never falling. */
  settle(scores: LabelScores, timeMs: number): ShownLabel;
  /** What is said now; null before the first evidence. */
  current(): ShownLabel | null;
}

export function createLabelSettler(): LabelSettler {
  let shown: ShownLabel | null = null;
  // Since when something else has led without a break, at all and clearly. Not always the same something: a face that
  // wavers between two new labels has lost the old one all the same.
  let behindSinceMs: number | null = null;
  let clearlyBehindSinceMs: number | null = null;

  return {
    settle(scores, timeMs) {
      const best = bestNow(scores);
      shown ??= best;
      const lead = scoreOf(scores, best) - scoreOf(scores, shown);
      behindSinceMs = best === shown ? null : (behindSinceMs ?? timeMs);
      clearlyBehindSinceMs = lead < CLEAR_LEAD ? null : (clearlyBehindSinceMs ?? timeMs);
      if (lasted(clearlyBehindSinceMs, CLEAR_HOLD_MS, timeMs) || lasted(behindSinceMs, SMALL_HOLD_MS, timeMs)) {
        shown = best;
        behindSinceMs = null;
        clearlyBehindSinceMs = null;
      }
      return shown;
    },
    current: () => shown,
  };
}

function bestNow(scores: LabelScores): ShownLabel {
  const labels = Object.keys(scores) as ShownLabel[];
  return labels.reduce((a, b) => (scoreOf(scores, b) > scoreOf(scores, a) ? b : a));
}

/** A label of another set has nothing for it. */
const scoreOf = (scores: LabelScores, label: ShownLabel): number => scores[label] ?? -Infinity;

function lasted(sinceMs: number | null, holdMs: number, timeMs: number): boolean {
  return sinceMs !== null && timeMs - sinceMs >= holdMs;
}
