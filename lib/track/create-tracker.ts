/**
 * Same face over time: gives each reading a track id and smooths its probabilities. Worker, after run-frame.
 * Matching is greedy by overlap; a track survives a short absence, so a missed detection does not start a new person.
 * Smoothing is an exponential mean of log probabilities with a time constant in milliseconds, hence the same at any
 * frame rate.
 */
import { bestLabel } from "../labels/best-label";
import { decideStatus } from "../labels/decide-status";
import { EXPRESSIONS, LABELS7, type BoxPx, type FaceReading, type TrackedReading } from "../types";

export interface TrackerSettings {
  /** Time in which a change has taken effect to 63 %. Guessed: calm, and still well below a spoken word. */
  readonly smoothingMs: number;
  /** A face may be gone this long and keep its track. */
  readonly keepMs: number;
  /** Smallest overlap (intersection over union) of the same face in two frames. */
  readonly minimumOverlap: number;
  readonly minimumExpressionMass: number;
}

export const DEFAULT_TRACKER_SETTINGS = { smoothingMs: 150, keepMs: 1000, minimumOverlap: 0.2 } as const;

interface Track {
  readonly id: number;
  box: BoxPx;
  seenMs: number;
  /** Log probabilities, smoothed. */
  expressions: number[];
  labels7: number[];
}

export interface Tracker {
  /** `timeMs`: when the frame was taken, never falling. */
  update(readings: readonly FaceReading[], timeMs: number): TrackedReading[];
  /** Another camera or picture: all tracks end. */
  reset(): void;
}

export function createTracker(settings: TrackerSettings): Tracker {
  let tracks: Track[] = [];
  let nextId = 1;

  const start = (reading: FaceReading, timeMs: number): Track => {
    const track: Track = { id: nextId++, box: reading.box, seenMs: timeMs, expressions: [], labels7: [] };
    tracks.push(track);
    return track;
  };

  return {
    update(readings, timeMs) {
      tracks = tracks.filter((track) => timeMs - track.seenMs <= settings.keepMs);
      const matches = matchFaces(tracks, readings, settings.minimumOverlap);
      return readings.map((reading, index) => {
        const known = matches.get(index);
        const track = known ?? start(reading, timeMs);
        const keep = known ? Math.exp(-(timeMs - track.seenMs) / settings.smoothingMs) : 0;
        track.box = reading.box;
        track.seenMs = timeMs;
        track.expressions = smooth(
          track.expressions,
          EXPRESSIONS.map((label) => reading.probabilities[label]),
          keep,
        );
        track.labels7 = smooth(
          track.labels7,
          LABELS7.map((label) => reading.labels7[label]),
          keep,
        );
        const probabilities = named(EXPRESSIONS, track.expressions);
        const labels7 = named(LABELS7, track.labels7);
        return {
          ...reading,
          trackId: track.id,
          expression: bestLabel(EXPRESSIONS, probabilities),
          probabilities,
          labels7,
          status:
            reading.status === "unaligned" ? reading.status : decideStatus(labels7, settings.minimumExpressionMass),
        };
      });
    },
    reset() {
      tracks = [];
    },
  };
}

/** Greedy by overlap: the best pair first. Index of the reading -> its track. */
function matchFaces(tracks: readonly Track[], readings: readonly FaceReading[], minimum: number): Map<number, Track> {
  const pairs = readings.flatMap((reading, index) =>
    tracks.map((track) => ({ index, track, overlap: overlapOf(reading.box, track.box) })),
  );
  pairs.sort((a, b) => b.overlap - a.overlap);
  const matches = new Map<number, Track>();
  const taken = new Set<Track>();
  for (const { index, track, overlap } of pairs) {
    if (overlap < minimum || matches.has(index) || taken.has(track)) continue;
    matches.set(index, track);
    taken.add(track);
  }
  return matches;
}

/** Intersection over union, 0 to 1. */
export function overlapOf(a: BoxPx, b: BoxPx): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** Probabilities are kept from 0, whose logarithm would never be forgotten. */
const SMALLEST = 1e-4;

function smooth(before: readonly number[], probabilities: readonly number[], keep: number): number[] {
  return probabilities.map((probability, index) => {
    const now = Math.log(Math.max(SMALLEST, probability));
    return before.length === 0 ? now : keep * before[index] + (1 - keep) * now;
  });
}

function named<Label extends string>(labels: readonly Label[], logs: readonly number[]): Record<Label, number> {
  const values = logs.map(Math.exp);
  const sum = values.reduce((a, b) => a + b, 0);
  return Object.fromEntries(labels.map((label, index) => [label, values[index] / sum])) as Record<Label, number>;
}
