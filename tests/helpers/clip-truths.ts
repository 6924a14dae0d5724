/**
 * What the clips of ../shared/clips show, second by second, as their README says: for what plays them
 * (e2e/clips.e2e.test.ts, bench/calm.ts).
 */

/** What is to be said: a label ("other" for a neutral face), or that nobody is there. */
export type ClipLabel = "happy" | "sad" | "other" | "no face";

export interface TruthSpan {
  /** Seconds of the clip; `toS` excluded. */
  readonly fromS: number;
  readonly toS: number;
  /** Null: a face of which the README asks no label (a hand before it, uneasy, ambiguous). */
  readonly label: ClipLabel | null;
  /** The face itself changes in this span, so what is said of it may, too. */
  readonly isChanging?: true;
}

export interface ClipTruth {
  readonly durationS: number;
  /** How exactly the README gives the moment of a change. */
  readonly resolutionS: number;
  /** One after another, from 0 to the end. */
  readonly spans: readonly TruthSpan[];
}

/** Their README gives the change of one scene in three clips 0.1 s apart. */
const MAN_RESOLUTION_S = 0.2;

export const CLIP_TRUTHS: Readonly<Record<string, ClipTruth>> = {
  "pexels_woman_sad_to_happy.mp4": {
    durationS: 19.6,
    resolutionS: 1,
    spans: [
      { fromS: 0, toS: 2, label: "sad" },
      { fromS: 2, toS: 4, label: null },
      { fromS: 4, toS: 6, label: null },
      { fromS: 6, toS: 9, label: null },
      { fromS: 9, toS: 10, label: null, isChanging: true },
      { fromS: 10, toS: 11, label: "happy" },
      { fromS: 11, toS: 12, label: null, isChanging: true },
      { fromS: 12, toS: 17, label: "happy" },
      { fromS: 17, toS: 19.6, label: "happy" },
    ],
  },
  "man_neutral_to_smile.mp4": {
    durationS: 2.4,
    resolutionS: MAN_RESOLUTION_S,
    spans: [
      { fromS: 0, toS: 0.55, label: "other" },
      { fromS: 0.55, toS: 2.4, label: "happy" },
    ],
  },
  "noface_then_man_neutral_smile.mp4": {
    durationS: 6.4,
    resolutionS: MAN_RESOLUTION_S,
    spans: [
      { fromS: 0, toS: 3.95, label: "no face" },
      { fromS: 3.95, toS: 4.45, label: "other" },
      { fromS: 4.45, toS: 6.4, label: "happy" },
    ],
  },
  "man_neutral_smile_then_noface.mp4": {
    durationS: 6.4,
    resolutionS: MAN_RESOLUTION_S,
    spans: [
      { fromS: 0, toS: 0.45, label: "other" },
      { fromS: 0.45, toS: 2.45, label: "happy" },
      { fromS: 2.45, toS: 6.4, label: "no face" },
    ],
  },
};

export interface LabelledSpan extends TruthSpan {
  readonly label: ClipLabel;
}

export function labelledSpans(spans: readonly TruthSpan[]): LabelledSpan[] {
  return spans.flatMap(({ label, ...span }) => (label === null ? [] : [{ ...span, label }]));
}
