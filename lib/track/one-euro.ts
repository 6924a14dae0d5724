/**
 * One-Euro filter (Casiez, Roussel, Vogel 2012): a low-pass whose cutoff rises with speed, so that what stands still is
 * calm and what is fast hardly lags. Differs from the paper in two places:
 * - the share of a new value is 1 - exp(-2 pi cutoff elapsed), the exact low-pass, where the paper has its first-order
 *   approximation: many short steps then give what one long step gives, at any frame rate;
 * - it filters a vector with one cutoff, from the length of its speed, so that a straight path stays straight.
 */

export interface OneEuroSettings {
  /** Cutoff at rest, in Hz: lower is calmer, and slower to follow slow movement. */
  readonly minimumCutoffHz: number;
  /** Hz added to the cutoff for each unit a second of speed (the paper's beta). */
  readonly cutoffPerSpeed: number;
  /** Cutoff of the low-pass on the speed itself, in Hz. */
  readonly speedCutoffHz: number;
}

export interface OneEuroFilter {
  /**
   * The smoothed values; the first time the values as they are. `values`: as many each time. `timeS`: in seconds,
   * never falling; of several values for one moment the first counts. `unit`: what speed is measured in, a second, so
   * that one setting fits small and large faces.
   */
  filter(values: readonly number[], timeS: number, unit: number): readonly number[];
}

interface State {
  readonly timeS: number;
  /** As read. */
  readonly values: readonly number[];
  readonly smooth: readonly number[];
  /** In the values' own measure a second, smoothed. */
  readonly speed: readonly number[];
}

export function createOneEuroFilter(settings: OneEuroSettings): OneEuroFilter {
  let state: State | null = null;
  return {
    filter(values, timeS, unit) {
      state = state ? next(state, values, timeS, unit, settings) : first(values, timeS);
      return state.smooth;
    },
  };
}

function first(values: readonly number[], timeS: number): State {
  return { timeS, values, smooth: values, speed: values.map(() => 0) };
}

function next(
  before: State,
  values: readonly number[],
  timeS: number,
  unit: number,
  { minimumCutoffHz, cutoffPerSpeed, speedCutoffHz }: OneEuroSettings,
): State {
  const elapsedS = timeS - before.timeS;
  if (elapsedS <= 0) return before;
  const speedNow = values.map((value, index) => (value - before.values[index]) / elapsedS);
  const speed = towards(before.speed, speedNow, shareOfNew(speedCutoffHz, elapsedS));
  const cutoffHz = minimumCutoffHz + (cutoffPerSpeed * Math.hypot(...speed)) / unit;
  return { timeS, values, speed, smooth: towards(before.smooth, values, shareOfNew(cutoffHz, elapsedS)) };
}

/** Of a low-pass's new value, 0 to 1. */
function shareOfNew(cutoffHz: number, elapsedS: number): number {
  return 1 - Math.exp(-2 * Math.PI * cutoffHz * elapsedS);
}

function towards(from: readonly number[], to: readonly number[], share: number): number[] {
  return from.map((value, index) => value + share * (to[index] - value));
}
