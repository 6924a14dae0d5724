/**
 * How calm the labels of a clip are: frames as the page showed them and what the clip shows -> flips, delays, identity
 * switches, time by status. Pure. A clip is played over and over, so a list of frames is many passes of it.
 */
import { sum } from "../../lib/evidence/sum";
import { isGateStatus } from "../../lib/labels/is-gate-status";
import type { TrackedReading } from "../../lib/types";
import type { ClipLabel, ClipTruth, TruthSpan } from "../../tests/helpers/clip-truths";

/** Goal for the delay of a real change; until then after a change in the clip, what is said may change, too. */
export const DELAY_GOAL_MS = 300;
export const FLIP_GOAL_A_MINUTE = 2;

export interface ShownFrame {
  /** Place in the clip, in seconds. */
  readonly clipS: number;
  /** When its result was shown, in milliseconds of any clock. */
  readonly shownMs: number;
  readonly faces: readonly Pick<TrackedReading, "trackId" | "label" | "status">[];
}

/** A frame and how long it was the newest one. */
export interface TimedFrame extends ShownFrame {
  readonly forMs: number;
}

export interface Change {
  readonly from: ClipLabel;
  readonly to: ClipLabel;
  /** How exactly the moment of the change in the clip is known; 0 where the clip starts again. */
  readonly resolutionMs: number;
  /** From the first frame after the change to the first one that says it; null: never said before the next change. */
  readonly delayMs: number | null;
}

export interface Flips {
  /** Changes of a face's label while its expression did not change. */
  readonly flips: number;
  /** How often a label gave way to a reason why the face cannot be judged. */
  readonly interruptions: number;
  /** Time in which the expression did not change. */
  readonly steadyMs: number;
}

export interface Calm extends Flips {
  readonly passes: number;
  readonly frames: number;
  readonly playedMs: number;
  readonly changes: readonly Change[];
  readonly identitySwitches: number;
  /** Time in which the clip shows a face, by the face's status; "not found" where none is shown. */
  readonly statusMs: Readonly<Record<string, number>>;
  /** Time in which the clip shows nobody, and of it the time in which a face was shown all the same. */
  readonly emptyMs: number;
  readonly falseFaceMs: number;
}

export function countCalm(frames: readonly ShownFrame[], truth: ClipTruth): Calm {
  const passes = wholePasses(frames);
  const all = passes.flat();
  const flips = passes.map((pass) => countFlips(pass, truth));
  const faceless = all.filter(({ clipS }) => labelAt(truth, clipS) === "no face");
  return {
    passes: passes.length,
    frames: all.length,
    playedMs: total(all),
    flips: sum(flips.map((of) => of.flips)),
    interruptions: sum(flips.map((of) => of.interruptions)),
    steadyMs: sum(flips.map((of) => of.steadyMs)),
    changes: passes.flatMap((pass) => measureChanges(pass, truth)),
    identitySwitches: sum(passes.map((pass) => countIdentitySwitches(pass, truth))),
    statusMs: timeByStatus(all, truth),
    emptyMs: total(faceless),
    falseFaceMs: total(faceless.filter(({ faces }) => faces.length > 0)),
  };
}

/** Frames from one start of the clip to the next; what was cut off at the beginning and at the end is left out. */
export function wholePasses(frames: readonly ShownFrame[]): TimedFrame[][] {
  const passes: TimedFrame[][] = [[]];
  frames.forEach((frame, index) => {
    if (index > 0 && frame.clipS < frames[index - 1].clipS) passes.push([]);
    const forMs = (frames[index + 1]?.shownMs ?? frame.shownMs) - frame.shownMs;
    passes[passes.length - 1].push({ ...frame, forMs });
  });
  return passes.slice(1, -1);
}

/** In the parts of a pass in which the face keeps its expression, away from its changes. */
export function countFlips(pass: readonly TimedFrame[], truth: ClipTruth): Flips {
  let [flips, interruptions, steadyMs] = [0, 0, 0];
  for (const { fromS, toS } of steadySpans(truth)) {
    const last = new Map<number, Pick<TrackedReading, "label" | "status">>();
    const labels = new Map<number, string>();
    for (const { clipS, faces, forMs } of pass) {
      if (clipS < fromS || clipS >= toS) continue;
      steadyMs += forMs;
      for (const { trackId, label, status } of faces) {
        const before = last.get(trackId);
        if (before && isJudged(before) && !isJudged({ status })) interruptions++;
        last.set(trackId, { label, status });
        if (!isJudged({ status })) continue;
        const said = labels.get(trackId);
        if (said !== undefined && said !== label) flips++;
        labels.set(trackId, label);
      }
    }
  }
  return { flips, interruptions, steadyMs };
}

/** Changes between two labels that follow one another in a pass, and from the clip's end to its start. */
export function measureChanges(pass: readonly TimedFrame[], { spans, resolutionS }: ClipTruth): Change[] {
  const merged = mergeEqual(spans);
  return merged.flatMap((span, index): Change[] => {
    const before = merged[index - 1] ?? merged[merged.length - 1];
    if (!isFace(before.label) || !isFace(span.label) || before.label === span.label) return [];
    const { label: to, fromS, toS } = span;
    const inside = pass.filter(({ clipS }) => clipS >= fromS && clipS < toS);
    if (inside.length === 0) return [];
    const said = inside.find(({ faces }) => faces.some((face) => isJudged(face) && face.label === to));
    return [
      {
        from: before.label,
        to,
        resolutionMs: index === 0 ? 0 : 1000 * resolutionS,
        delayMs: said ? said.shownMs - inside[0].shownMs : null,
      },
    ];
  });
}

/** How often a face that the clip shows without a break goes on under another number. */
export function countIdentitySwitches(pass: readonly TimedFrame[], truth: ClipTruth): number {
  let switches = 0;
  let known: readonly number[] = [];
  for (const { clipS, faces } of pass) {
    const ids = faces.map(({ trackId }) => trackId);
    if (labelAt(truth, clipS) === "no face") known = [];
    else if (ids.length > 0) {
      if (known.length > 0 && !ids.some((id) => known.includes(id))) switches++;
      known = ids;
    }
  }
  return switches;
}

/** Of the first face, where the clip shows one. */
export function timeByStatus(frames: readonly TimedFrame[], truth: ClipTruth): Calm["statusMs"] {
  const times: Record<string, number> = {};
  for (const { clipS, faces, forMs } of frames) {
    if (labelAt(truth, clipS) === "no face") continue;
    const status = faces[0]?.status ?? "not found";
    times[status] = (times[status] ?? 0) + forMs;
  }
  return times;
}

/** Without the time around a change: half the README's resolution on both sides, and the goal's delay after it. */
export function steadySpans({ spans, resolutionS, durationS }: ClipTruth): { fromS: number; toS: number }[] {
  return mergeEqual(spans)
    .filter(({ label, isChanging }) => label !== "no face" && !isChanging)
    .map(({ fromS, toS }) => ({
      fromS: fromS + (fromS === 0 ? 0 : resolutionS / 2) + DELAY_GOAL_MS / 1000,
      toS: toS - (toS === durationS ? 0 : resolutionS / 2),
    }))
    .filter(({ fromS, toS }) => fromS < toS);
}

/** Neighbours with one label are one span; where no label is known, the expression may differ. */
function mergeEqual(spans: readonly TruthSpan[]): TruthSpan[] {
  return spans.reduce<TruthSpan[]>((merged, span) => {
    const last = merged[merged.length - 1];
    if (!last || last.label === null || last.label !== span.label) return [...merged, span];
    return [...merged.slice(0, -1), { ...last, toS: span.toS }];
  }, []);
}

function labelAt({ spans }: ClipTruth, clipS: number): ClipLabel | null {
  return (spans.find(({ toS }) => clipS < toS) ?? spans[spans.length - 1]).label;
}

const isFace = (label: ClipLabel | null): label is Exclude<ClipLabel, "no face"> =>
  label !== null && label !== "no face";

const isJudged = ({ status }: Pick<TrackedReading, "status">): boolean => !isGateStatus(status);

const total = (frames: readonly TimedFrame[]): number => sum(frames.map(({ forMs }) => forMs));
