/**
 * What a screen reader is told of the faces: what is new, nothing twice, and not too often. It speaks of what it gets: of
 * faces that are only missed for a moment it must not be told (lasting-faces.ts). Page.
 */
import { faceWords } from "../../lib/overlay/face-words";
import type { FrameResult, TrackedReading } from "../../lib/types";

/** It is told a change at most this often. */
const ANNOUNCE_INTERVAL_MS = 5000;

/** Number of a face -> what is said of it. */
type Headlines = ReadonlyMap<number, string>;

export class FaceNews {
  private told: Headlines | null = null;
  private toldMs = -Infinity;

  /** What takes the place of what was told; null: that stays. `result`: null where nothing is read. */
  look(result: FrameResult | null, nowMs: number): string | null {
    if (!result) {
      // Another source, or the same one anew: what is said of it then is news.
      const words = this.told ? "" : null;
      this.told = null;
      return words;
    }
    if (nowMs - this.toldMs < ANNOUNCE_INTERVAL_MS) return null;
    const headlines = headlinesOf(result);
    const news = newsOf(this.told, headlines);
    if (news === null) return null;
    this.told = headlines;
    this.toldMs = nowMs;
    return news;
  }
}

/** The detector orders them by score, which is another order in the next frame: it would be read out as a change. */
export const facesById = (result: FrameResult | null): readonly TrackedReading[] =>
  [...(result?.faces ?? [])].sort((a, b) => a.trackId - b.trackId);

function headlinesOf(result: FrameResult): Headlines {
  return new Map(facesById(result).map((face) => [face.trackId, faceWords(face).headline]));
}

/** What is new is said, and nothing twice: other faces' words would be read out again with it. Null: nothing. */
function newsOf(before: Headlines | null, now: Headlines): string | null {
  if (now.size === 0) return before?.size === 0 ? null : "No face";
  const news = [...now].filter(([trackId, headline]) => before?.get(trackId) !== headline);
  return news.length === 0 ? null : news.map(([trackId, headline]) => `Face ${trackId} ${headline}`).join(", ");
}
