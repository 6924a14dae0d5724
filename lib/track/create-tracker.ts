/**
 * Same face over time: gives each reading a track id, and makes what is said of the face steady. Worker, after
 * run-frame. Out: the reading with a smoothed box (smooth-box.ts), smoothed probabilities (smooth-logits.ts) and a
 * settled label (settle-label.ts): `label`, hence `status`, and `expression` under "ok"; else the best of the three.
 * Probabilities and label are measured from the face's own neutral where that was held (neutral-baseline.ts).
 * All of it belongs to the track, so a new person starts afresh. A track outlives a short absence (match-faces.ts).
 *
 * A reading whose status is neither "ok" nor "other" could not be judged (too small, blurred, ...): it moves the box,
 * but its probabilities count for nothing. Its status settles too: it replaces the label, or another such status, only
 * when it has lasted, and so does the label that comes back. Meanwhile what was known of the face before is shown.
 */
import { sideOf } from "../box-geometry";
import { bestLabel } from "../labels/best-label";
import { isExpression } from "../labels/is-expression";
import { labelScores } from "../labels/label-scores";
import {
  EXPRESSIONS,
  MOST_MISSES,
  type Decision,
  type FaceBaseline,
  type FaceReading,
  type LabelSet,
  type TrackedReading,
} from "../types";
import { createNeutralCollector, type NeutralCollector } from "./collect-neutral";
import { boundLogits, logitsToProbabilities, probabilitiesToLogits, type FaceLogits } from "./face-logits";
import { matchFaces } from "./match-faces";
import { loweringOf, lowerLogits, lowerScores, type Lowering } from "./neutral-baseline";
import { continueMotion, startMotion, type Motion } from "./predict-box";
import {
  createLabelSettler,
  createStatusSettler,
  type LabelSettler,
  type PictureStatus,
  type StatusSettler,
} from "./settle-label";
import { createBoxFilter, type BoxFilter } from "./smooth-box";
import { smoothLogits } from "./smooth-logits";

export interface TrackerSettings {
  /**
   * Time in which a change of the probabilities has taken effect to 63 %. Chosen by simulation: with the holds of
   * settle-label.ts a clear change is shown two frames later at 10 frames a second, and one from a certain reading within
   * 300 ms; noisy still faces flip about twice a minute (settle-label.ts), at 75 ms 3 times.
   */
  readonly smoothingMs: number;
  /** A face may be gone this long, from the first frame without it, and keep its track. */
  readonly keepMs: number;
  /**
   * It may also be missed in so many frames in a row, however rare they are, but for stalls and up to `unreadMs`: below 5
   * frames a second the detector's misses last longer than `keepMs`.
   */
  readonly keepMisses: number;
  /**
   * Tracks outlive this long a time without frames: a page or machine that stalls, or takes long over many faces, did not
   * see them leave. Guessed: longer than such a frame, too short for people to change places. Where every frame takes
   * longer, twice as long as the last one did, up to LONGEST_UNREAD_MS; then the track goes on, and what was read does not.
   */
  readonly unreadMs: number;
  readonly decision: Decision;
}

const LONGEST_UNREAD_MS = 15_000;

export const DEFAULT_TRACKER_SETTINGS = {
  smoothingMs: 90,
  keepMs: 1000,
  keepMisses: MOST_MISSES,
  unreadMs: 3000,
} as const;

/** What is known of a face's expression: logits, smoothed. */
interface Belief extends FaceLogits {
  /** When it was last read. */
  readonly readMs: number;
}

/** One for each label set: a change of the set begins afresh. */
interface SetSettler {
  readonly set: LabelSet;
  readonly label: LabelSettler;
}

interface Track {
  readonly id: number;
  readonly boxFilter: BoxFilter;
  settler: SetSettler;
  /** Whether the picture of the face is good enough. */
  status: StatusSettler;
  motion: Motion;
  /** When the first frame without it was taken; null while it is in view. */
  missedSinceMs: number | null;
  /** Frames in a row without it. */
  misses: number;
  /** When the first reading since the last judged one was taken that could not be; null where that was judged. */
  gatedSinceMs: number | null;
  /** Null until the first reading that could be judged. */
  belief: Belief | null;
  /** The face's own neutral, being taken or in use; null without one. */
  neutral: NeutralCollector | null;
}

export interface Tracker {
  /** `timeMs`: when the frame was taken, never falling. `labelSet`: what may be said of the faces. */
  update(readings: readonly FaceReading[], timeMs: number, labelSet?: LabelSet): TrackedReading[];
  /** The largest face in view is held neutral from the next reading on. Nothing happens where no face is in view. */
  takeBaseline(): void;
  /** All of them, those being taken included. */
  forgetBaselines(): void;
  /** Faces are read otherwise from now on (another head, say): tracks go on, what was read of them does not. */
  forgetReadings(): void;
  /** Of every track, its face in view or not. */
  baselines(): FaceBaseline[];
  /** Another camera or picture: all tracks end, and ids count from 1 again. */
  reset(): void;
}

export function createTracker(settings: TrackerSettings): Tracker {
  let tracks: Track[] = [];
  let nextId = 1;
  /** When the last frame was taken, and how long after the one before. */
  let frameMs: number | null = null;
  let lastElapsedMs = 0;

  const start = ({ box }: FaceReading, timeMs: number, set: LabelSet): Track => {
    const track: Track = {
      id: nextId++,
      boxFilter: createBoxFilter(),
      settler: createSetSettler(set),
      status: createStatusSettler(),
      motion: startMotion(box, timeMs),
      missedSinceMs: null,
      misses: 0,
      gatedSinceMs: null,
      belief: null,
      neutral: null,
    };
    tracks.push(track);
    return track;
  };

  return {
    update(readings, timeMs, labelSet = "three") {
      const elapsedMs = timeMs - (frameMs ?? timeMs);
      const unreadMs = Math.max(settings.unreadMs, Math.min(LONGEST_UNREAD_MS, 2 * lastElapsedMs));
      // Nobody saw the faces meanwhile; on a machine that always takes so long, more is not to be had.
      const isStall = elapsedMs > Math.max(settings.keepMs, 2 * lastElapsedMs);
      frameMs = timeMs;
      // A pause, after which nobody is where they were, says nothing of how long frames take.
      lastElapsedMs = elapsedMs > LONGEST_UNREAD_MS ? 0 : elapsedMs;
      const isKept = ({ missedSinceMs, misses }: Track): boolean => {
        const goneMs = timeMs - (missedSinceMs ?? timeMs);
        const isMissed = !isStall && misses <= settings.keepMisses && goneMs <= settings.unreadMs;
        return elapsedMs <= unreadMs && (goneMs <= settings.keepMs || isMissed);
      };
      tracks = tracks.filter(isKept);
      const boxes = readings.map(({ box }) => box);
      const known = matchFaces(tracks, boxes, timeMs, elapsedMs);
      for (const track of tracks) {
        track.missedSinceMs ??= timeMs;
        track.misses++;
      }
      const tracked = readings.map((reading, index) => {
        const track = known[index] ?? start(reading, timeMs, labelSet);
        // In so long a time another may have sat down there.
        if (elapsedMs > settings.unreadMs) forget(track);
        if (track.settler.set !== labelSet) track.settler = createSetSettler(labelSet);
        track.missedSinceMs = null;
        track.misses = 0;
        track.motion = continueMotion(track.motion, reading.box, timeMs);
        const judged = isJudged(reading);
        // The first label waits for nothing.
        if (judged && !track.belief) track.status = createStatusSettler();
        const gatedMs = timeMs - (track.gatedSinceMs ?? timeMs);
        track.gatedSinceMs = judged ? null : (track.gatedSinceMs ?? timeMs);
        // As after an absence of that length: what was known before is too old.
        if (judged && gatedMs > settings.keepMs) forgetLabel(track);
        if (isStall || !judged) track.neutral?.pause();
        if (judged) believe(track, reading, timeMs, settings.smoothingMs);
        const lowering = loweringFor(track, settings.decision);
        if (judged || !track.settler.label.current()) decide(track, lowering, timeMs, settings.decision);
        return describe(track, lowering, reading, timeMs);
      });
      for (const track of tracks) if (!isInView(track)) track.neutral?.pause();
      return tracked;
    },
    takeBaseline() {
      const [largest] = tracks.filter(isInView).sort((a, b) => sideOf(b.motion.box) - sideOf(a.motion.box));
      if (largest) largest.neutral = createNeutralCollector();
    },
    forgetBaselines() {
      for (const track of tracks) track.neutral = null;
    },
    forgetReadings() {
      tracks.forEach(forget);
    },
    baselines: () => tracks.flatMap(({ id, neutral }) => (neutral ? [{ trackId: id, share: neutral.share() }] : [])),
    reset() {
      tracks = [];
      nextId = 1;
      frameMs = null;
      lastElapsedMs = 0;
    },
  };
}

/** What was read of the face, its own neutral too. */
function forget(track: Track): void {
  forgetLabel(track);
  track.status = createStatusSettler();
  track.neutral = null;
}

function forgetLabel(track: Track): void {
  track.belief = null;
  track.settler = createSetSettler(track.settler.set);
}

const createSetSettler = (set: LabelSet): SetSettler => ({ set, label: createLabelSettler() });

const isInView = ({ missedSinceMs }: Track): boolean => missedSinceMs === null;

const pictureStatus = ({ status }: FaceReading): PictureStatus =>
  status === "ok" || status === "other" ? "judged" : status;

/** Whether the picture of the face was good enough for its probabilities to count. */
const isJudged = (reading: FaceReading): boolean => pictureStatus(reading) === "judged";

/**
 * The reading counts: it moves the track's probabilities, and is part of the neutral face while that is taken. The first one
 * is believed as it is, so that a still picture is shown as `npm run classify` reads it.
 */
function believe(track: Track, reading: FaceReading, timeMs: number, smoothingMs: number): void {
  const { belief, neutral } = track;
  const asRead = probabilitiesToLogits(reading);
  const now = boundLogits(asRead);
  neutral?.add(now, timeMs);
  const smooth = belief ? smoothLogits(boundLogits(belief), now, timeMs - belief.readMs, smoothingMs) : asRead;
  track.belief = { ...smooth, readMs: timeMs };
}

/** What the face's own neutral takes off its labels; null without one. */
function loweringFor({ neutral, settler }: Track, decision: Decision): Lowering | null {
  const mean = neutral?.mean();
  return mean ? loweringOf(settler.set, logitsToProbabilities(mean), decision) : null;
}

/** What is believed moves, in time, the label. */
function decide({ belief, settler }: Track, lowering: Lowering | null, timeMs: number, decision: Decision): void {
  if (!belief) return;
  const scores = labelScores(settler.set, logitsToProbabilities(belief), decision);
  settler.label.settle(lowering ? lowerScores(scores, lowering) : scores, timeMs);
}

function describe(track: Track, lowering: Lowering | null, reading: FaceReading, timeMs: number): TrackedReading {
  const { id, boxFilter, belief, settler } = track;
  const box = boxFilter.filter(reading.box, timeMs);
  const logits = belief && lowering ? lowerLogits(belief, lowering) : belief;
  const { probabilities, labels7 } = logits ? logitsToProbabilities(logits) : reading;
  const label = settler.label.current() ?? (reading.status === "unaligned" ? reading.expression : "other");
  const expression = isExpression(label) ? label : bestLabel(EXPRESSIONS, probabilities);
  const settled = track.status.settle(pictureStatus(reading), timeMs);
  const status = settled === "judged" ? (isExpression(label) ? "ok" : "other") : settled;
  return { ...reading, trackId: id, box, label, expression, probabilities, labels7, status };
}
