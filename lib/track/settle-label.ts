/**
 * What is said of a face over time: a label of the label set, "other" or "unsure"; and whether it can be judged at all, or why not.
 * Hysteresis: what is said changes only when something else has clearly led for a while, or led at all for long. Leads
 * are differences of scores, for labels those (label-scores.ts) of smoothed probabilities. Time counts, not frames; below 20
 * frames a second a frame speaks for a clear lead as if it were one of 20.
 */
import { bestScored } from "../labels/best-label";
import type { FaceStatus, ShownLabel } from "../types";

/** From here a lead is clear: odds of 2 to 1. */
export const CLEAR_LEAD = 0.7;
/**
 * A clear lead must last until lead times the milliseconds that frames have spoken for it is this much: the clearer it is, the
 * shorter. With smoothing it lets a change from a certain reading to one of 0.8 be shown within 300 ms at 10 frames a second,
 * and keeps the flips of a noisy still face at about two a minute: simulated, right between two labels, 2.5 at 3 and 5
 * frames a second, 2.3 at 10, 1.8 at 15 (tests hold these). A hold of 80 ms for every lead flipped more often.
 */
export const CLEAR_EVIDENCE_MS = 120;
/**
 * A frame speaks for the time since the one before it, but for no longer than this: a face is seen for a moment, however long
 * the next frame takes. Where frames are rare, an odd one can then not change what is said, unless its lead is 2.4 (odds of
 * 11 to 1), which does so at once. In simulation a noisy face flips 2 times a minute at 5 and at 10 frames a second, where it
 * flipped 6 and 5 times when a lead counted from its first frame to its last, and clear changes are shown up to a frame sooner.
 */
export const FRAME_SPEAKS_MS = 50;
/**
 * A small lead must last this long, so that what is said does not contradict the bars for ever. Chosen by reasoning: at
 * 10 frames a second the noise of a face right between two labels keeps one side for so long about once in 5 minutes.
 */
export const SMALL_HOLD_MS = 1500;
/**
 * Between two frames no more time counts than this, so that a page that stalls does not make two frames that agree by
 * chance a long time. Guessed: three frames a second are still taken as they come.
 */
export const LONGEST_GAP_MS = 330;
/**
 * Another status must hold this long, since a face at a gate's limit is back on its other side within a few frames.
 * Guessed: at least three frames at 10 frames a second, and no longer than a real change of label takes to be shown.
 */
export const STATUS_HOLD_MS = 250;

/** What may be said, and how much speaks for it: logarithms up to a constant. What is left out has nothing for it. */
export type Scores<Name extends string> = { readonly [Each in Name]?: number };

export interface Settler<Name extends string> {
  /** What is said from this frame on. The first is said at once. `timeMs`: never falling. */
  settle(scores: Scores<Name>, timeMs: number): Name;
  /** What is said now; null before the first evidence. */
  current(): Name | null;
}

export type LabelSettler = Settler<ShownLabel>;

export const createLabelSettler = (): LabelSettler =>
  createSettler<ShownLabel>(({ lead, spokenMs }) => lead * spokenMs >= CLEAR_EVIDENCE_MS);

/** "judged": the picture is good enough for a label. */
export type PictureStatus = Exclude<FaceStatus, "ok" | "other"> | "judged";

export interface StatusSettler {
  /** What is said from this frame on. The first status is said at once. `timeMs`: never falling. */
  settle(status: PictureStatus, timeMs: number): PictureStatus;
}

/** A frame has one status for certain, so every lead is clear and none clearer than another. */
export function createStatusSettler(): StatusSettler {
  const settler = createSettler<PictureStatus>(({ forMs }) => forMs >= STATUS_HOLD_MS);
  return { settle: (status, timeMs) => settler.settle({ [status]: 0 }, timeMs) };
}

/** Something else has clearly led, frame after frame. */
interface ClearLead {
  /** Now. */
  readonly lead: number;
  /** Since its first frame. */
  readonly forMs: number;
  /** The times that its frames speak for, the first one's too. */
  readonly spokenMs: number;
}

/** `isEnough`: whether a clear lead changes what is said by now. */
function createSettler<Name extends string>(isEnough: (clear: ClearLead) => boolean): Settler<Name> {
  let shown: Name | null = null;
  let frameMs: number | null = null;
  // How long something else has led without a break, at all and clearly; null: it does not. Not always the same something:
  // a face that wavers between two new labels has lost the old one all the same.
  let behindForMs: number | null = null;
  let clear: ClearLead | null = null;

  return {
    settle(scores, timeMs) {
      const elapsedMs = Math.min(timeMs - (frameMs ?? timeMs), LONGEST_GAP_MS);
      frameMs = timeMs;
      const best = bestScored(scores);
      shown ??= best;
      const lead = scoreOf(scores, best) - scoreOf(scores, shown);
      behindForMs = best === shown ? null : behindForMs === null ? 0 : behindForMs + elapsedMs;
      const forMs = clear ? clear.forMs + elapsedMs : 0;
      const spokenMs = (clear?.spokenMs ?? 0) + Math.min(elapsedMs, FRAME_SPEAKS_MS);
      clear = lead < CLEAR_LEAD ? null : { lead, forMs, spokenMs };
      if ((clear && isEnough(clear)) || (behindForMs ?? 0) >= SMALL_HOLD_MS) {
        shown = best;
        behindForMs = null;
        clear = null;
      }
      return shown;
    },
    current: () => shown,
  };
}

const scoreOf = <Name extends string>(scores: Scores<Name>, name: Name): number => scores[name] ?? -Infinity;
