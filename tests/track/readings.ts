/** Readings of made-up faces, and noise that is the same in every run. */
import { gaussian } from "../../bench/add-noise";
import { DEFAULT_TRACKER_SETTINGS, type TrackerSettings } from "../../lib/track/create-tracker";
import { LABELS7, type BoxPx, type FaceReading, type Label7, type TrackedReading } from "../../lib/types";

/** The three expressions together need 0.4 of all seven. */
export const SETTINGS: TrackerSettings = {
  ...DEFAULT_TRACKER_SETTINGS,
  decision: { minimumExpressionShare: 0.4, restWeight: 1, minimumLabelShare: 0.3 },
};

/** Of every face here. */
export const SIDE_PX = 100;

export type Three = readonly [happy: number, sad: number, surprise: number];
export const HAPPY: Three = [0.8, 0.1, 0.1];
export const SAD: Three = [0.1, 0.8, 0.1];

/** Nearly all mass on one label. */
export const mostly = (label: Label7): FaceReading["labels7"] =>
  Object.fromEntries(LABELS7.map((other) => [other, other === label ? 0.94 : 0.01])) as Record<Label7, number>;

export function readingAt(x: number, y = 0, [happy, sad, surprise]: Three = HAPPY): FaceReading {
  const box: BoxPx = { x, y, width: SIDE_PX, height: SIDE_PX };
  const probabilities = { happy, sad, surprise };
  return { box, score: 0.9, expression: "happy", probabilities, labels7: mostly("happy"), status: "ok" };
}

/** A face that fits none of the three. */
export const neutralAt = (x: number, y = 0): FaceReading => ({
  ...readingAt(x, y),
  labels7: mostly("neutral"),
  status: "other",
});

/** What is said of the face: the expression under "ok", else the status. */
export const saidOf = ({ status, expression }: TrackedReading): string => (status === "ok" ? expression : status);

/** Standard normal numbers, by mulberry32. */
export function createNoise(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => gaussian(uniform);
}
