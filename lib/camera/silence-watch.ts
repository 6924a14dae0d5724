/**
 * Notices a camera that gives no pictures any more though its track lives: taken by another program, muted by the
 * system, a driver that hangs. Pure; times in milliseconds on one clock.
 */

/** No label may stand over a picture that is older than this. Guessed, as the other: a busy machine stops for seconds. */
export const SILENT_AFTER_MS = 5000;
/** After so long the camera is opened anew. */
export const LOST_AFTER_MS = 20_000;

/** From one look to the next; after more the clock, or the page, was asleep. */
const LOOK_LIMIT_MS = 2000;

export type Silence = "none" | "silent" | "lost";

export interface SilenceWatch {
  /** `sign`: anything that changes as long as pictures come. */
  look(sign: number, nowMs: number): Silence;
  /** A new camera, or one that nobody looked at for a while. */
  reset(): void;
}

export function createSilenceWatch(): SilenceWatch {
  let last: { readonly sign: number; readonly sinceMs: number; readonly lookedMs: number } | null = null;
  return {
    look(sign, nowMs) {
      const goesOn = last !== null && last.sign === sign && nowMs - last.lookedMs <= LOOK_LIMIT_MS;
      last = { sign, sinceMs: goesOn && last ? last.sinceMs : nowMs, lookedMs: nowMs };
      const silentMs = nowMs - last.sinceMs;
      if (silentMs >= LOST_AFTER_MS) return "lost";
      return silentMs >= SILENT_AFTER_MS ? "silent" : "none";
    },
    reset() {
      last = null;
    },
  };
}
