/**
 * Same face over time: gives each reading a track id, and makes what is said of the face steady. Worker, after
 * run-frame. Out: the reading with a smoothed box (smooth-box.ts), smoothed probabilities (smooth-logits.ts) and a
 * settled label (settle-label.ts): `label`, hence `status`, and `expression` under "ok"; else the best of the three.
 * All of it belongs to the track, so a new person starts afresh. A track outlives a short absence (match-faces.ts).
 *
 * A reading whose status is neither "ok" nor "other" could not be judged (too small, blurred, ...): it moves the box,
 * but its probabilities count for nothing. Its status settles too: it replaces the label, or another such status, only
 * when it has lasted, and so does the label that comes back. Meanwhile what was known of the face before is shown.
 */
import { bestLabel } from "../labels/best-label";
import { isExpression } from "../labels/is-expression";
import { labelScores } from "../labels/label-scores";
import { EXPRESSIONS, LABELS7, type FaceReading, type LabelSet, type TrackedReading } from "../types";
import { matchFaces } from "./match-faces";
import { continueMotion, startMotion, type Motion } from "./predict-box";
import {
  createLabelSettler,
  createStatusSettler,
  type LabelSettler,
  type PictureStatus,
  type StatusSettler,
} from "./settle-label";
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
  /** Whether the picture of the face is good enough. */
  status: StatusSettler;
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
      status: createStatusSettler(),
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
        const judged = isJudged(reading);
        // The first label waits for nothing.
        if (judged && !track.belief) track.status = createStatusSettler();
        if (judged) believe(track, reading, timeMs, settings.smoothingMs);
        if (judged || !track.settler.label.current()) decide(track, timeMs, settings.minimumExpressionMass);
        return describe(track, reading, timeMs);
      });
    },
    reset() {
      tracks = [];
    },
  };
}

const pictureStatus = ({ status }: FaceReading): PictureStatus =>
  status === "ok" || status === "other" ? "judged" : status;

/** Whether the picture of the face was good enough for its probabilities to count. */
const isJudged = (reading: FaceReading): boolean => pictureStatus(reading) === "judged";

/** The reading counts: it moves the track's probabilities. */
function believe(track: Track, reading: FaceReading, timeMs: number, smoothingMs: number): void {
  const { belief } = track;
  const keep = belief ? keepAfter(timeMs - belief.readMs, smoothingMs) : 0;
  const readExpressions = EXPRESSIONS.map((label) => reading.probabilities[label]);
  const readLabels7 = LABELS7.map((label) => reading.labels7[label]);
  const expressions = smoothLogits(belief?.expressions ?? null, readExpressions, keep);
  const labels7 = smoothLogits(belief?.labels7 ?? null, readLabels7, keep);
  track.belief = { readMs: timeMs, expressions, labels7 };
}

/** What is believed moves, in time, the label. */
function decide({ belief, settler }: Track, timeMs: number, minimumExpressionMass: number): void {
  if (belief) settler.label.settle(labelScores(settler.set, believed(belief), minimumExpressionMass), timeMs);
}

const believed = ({ expressions, labels7 }: Belief): Pick<FaceReading, "probabilities" | "labels7"> => ({
  probabilities: logitsToProbabilities(EXPRESSIONS, expressions),
  labels7: logitsToProbabilities(LABELS7, labels7),
});

function describe(track: Track, reading: FaceReading, timeMs: number): TrackedReading {
  const { id, boxFilter, belief, settler } = track;
  const box = boxFilter.filter(reading.box, timeMs);
  const { probabilities, labels7 } = belief ? believed(belief) : reading;
  const label = settler.label.current() ?? (reading.status === "unaligned" ? reading.expression : "other");
  const expression = isExpression(label) ? label : bestLabel(EXPRESSIONS, probabilities);
  const settled = track.status.settle(pictureStatus(reading), timeMs);
  const status = settled === "judged" ? (isExpression(label) ? "ok" : "other") : settled;
  return { ...reading, trackId: id, box, label, expression, probabilities, labels7, status };
}
