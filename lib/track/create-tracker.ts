/**
 * Same face over time: gives each reading a track id, and makes what is said of the face steady. Worker, after
 * run-frame. Out: the reading with a smoothed box (smooth-box.ts), smoothed probabilities (smooth-logits.ts) and a
 * settled label (settle-label.ts): `label`, hence `status`, and `expression` under "ok"; else the best of the three.
 * All of it belongs to the track, so a new person starts afresh. A track outlives a short absence (match-faces.ts).
 *
 * A reading whose status is neither "ok" nor "other" could not be judged (too small, blurred, ...): it moves the box,
 * but its probabilities count for nothing. It keeps its status, and shows what was known of the face before.
 */
import { bestLabel } from "../labels/best-label";
import { isExpression } from "../labels/is-expression";
import { labelScores } from "../labels/label-scores";
import { EXPRESSIONS, LABELS7, type FaceReading, type LabelSet, type TrackedReading } from "../types";
import { matchFaces } from "./match-faces";
import { continueMotion, startMotion, type Motion } from "./predict-box";
import { createLabelSettler, type LabelSettler } from "./settle-label";
import { createBoxFilter, type BoxFilter } from "./smooth-box";
import { keepAfter, logitsToProbabilities, smoothLogits } from "./smooth-logits";

export interface TrackerSettings {
  /**
   * Time in which a change of the probabilities has taken effect to 63 %. With the holds of settle-label.ts it is the
   * longest that shows a clear change within 300 ms at 10 frames a second (computed, and held by the tests).
   */
  readonly smoothingMs: number;
  /** A face may be gone this long and keep its track. */
  readonly keepMs: number;
  readonly minimumExpressionMass: number;
}

export const DEFAULT_TRACKER_SETTINGS = { smoothingMs: 120, keepMs: 1000 } as const;

/** What is known of a face's expression. */
interface Belief {
  /** When it was last read. */
  readonly readMs: number;
  /** Logarithms of probabilities, smoothed. */
  readonly expressions: readonly number[];
  readonly labels7: readonly number[];
}

interface Track {
  readonly id: number;
  readonly boxFilter: BoxFilter;
  /** One for each label set: a change of the set begins afresh. */
  settler: { readonly set: LabelSet; readonly label: LabelSettler };
  motion: Motion;
  /** It was not among the faces of the last frame. */
  missed: boolean;
  /** Null until the first reading that could be judged. */
  belief: Belief | null;
}

export interface Tracker {
  /** `timeMs`: when the frame was taken, never falling. `labelSet`: what may be said of the faces. */
  update(readings: readonly FaceReading[], timeMs: number, labelSet?: LabelSet): TrackedReading[];
  /** Another camera or picture: all tracks end. */
  reset(): void;
}

export function createTracker(settings: TrackerSettings): Tracker {
  let tracks: Track[] = [];
  let nextId = 1;

  const start = ({ box }: FaceReading, timeMs: number, set: LabelSet): Track => {
    const track: Track = {
      id: nextId++,
      boxFilter: createBoxFilter(),
      settler: { set, label: createLabelSettler() },
      motion: startMotion(box, timeMs),
      missed: false,
      belief: null,
    };
    tracks.push(track);
    return track;
  };

  return {
    update(readings, timeMs, labelSet = "three") {
      tracks = tracks.filter(({ motion }) => timeMs - motion.seenMs <= settings.keepMs);
      const boxes = readings.map(({ box }) => box);
      const known = matchFaces(tracks, boxes, timeMs);
      for (const track of tracks) track.missed = true;
      return readings.map((reading, index) => {
        const track = known[index] ?? start(reading, timeMs, labelSet);
        if (track.settler.set !== labelSet) track.settler = { set: labelSet, label: createLabelSettler() };
        track.missed = false;
        track.motion = continueMotion(track.motion, reading.box, timeMs);
        if (isJudged(reading)) believe(track, reading, timeMs, settings);
        return describe(track, reading, timeMs);
      });
    },
    reset() {
      tracks = [];
    },
  };
}

/** Whether the picture of the face was good enough for its probabilities to count. */
const isJudged = ({ status }: FaceReading): boolean => status === "ok" || status === "other";

/** The reading counts: it moves the track's probabilities, and in time its label. */
function believe(track: Track, reading: FaceReading, timeMs: number, settings: TrackerSettings): void {
  const { belief } = track;
  const keep = belief ? keepAfter(timeMs - belief.readMs, settings.smoothingMs) : 0;
  const readExpressions = EXPRESSIONS.map((label) => reading.probabilities[label]);
  const readLabels7 = LABELS7.map((label) => reading.labels7[label]);
  const expressions = smoothLogits(belief?.expressions ?? null, readExpressions, keep);
  const labels7 = smoothLogits(belief?.labels7 ?? null, readLabels7, keep);
  track.belief = { readMs: timeMs, expressions, labels7 };
  track.settler.label.settle(
    labelScores(track.settler.set, believed(track.belief), settings.minimumExpressionMass),
    timeMs,
  );
}

const believed = ({ expressions, labels7 }: Belief): Pick<FaceReading, "probabilities" | "labels7"> => ({
  probabilities: logitsToProbabilities(EXPRESSIONS, expressions),
  labels7: logitsToProbabilities(LABELS7, labels7),
});

function describe({ id, boxFilter, belief, settler }: Track, reading: FaceReading, timeMs: number): TrackedReading {
  const tracked = { ...reading, trackId: id, box: boxFilter.filter(reading.box, timeMs) };
  const label = settler.label.current();
  if (!belief || !label) return { ...tracked, label: reading.status === "unaligned" ? reading.expression : "other" };
  const { probabilities, labels7 } = believed(belief);
  const expression = isExpression(label) ? label : bestLabel(EXPRESSIONS, probabilities);
  const status = isJudged(reading) ? (isExpression(label) ? "ok" : "other") : reading.status;
  return { ...tracked, label, expression, probabilities, labels7, status };
}
