/** The result to tell of: a face that is missed for a moment has not left. Page, once a look at the newest result. */
import type { FrameResult } from "../../lib/types";

/** So long nobody was found before it is said. Guessed. */
export const NOBODY_FOR_MS = 1500;

export class LastingFaces {
  private told: FrameResult | null = null;
  private nobodySinceMs: number | null = null;

  /** The newest, but the last one with faces for as long as these may only be missed. Null where nothing is to be told. */
  look(result: FrameResult | null, nowMs: number): FrameResult | null {
    const isNobody = result !== null && result.faces.length === 0;
    this.nobodySinceMs = isNobody ? (this.nobodySinceMs ?? nowMs) : null;
    if (this.nobodySinceMs === null || nowMs - this.nobodySinceMs >= NOBODY_FOR_MS) this.told = result;
    return this.told;
  }
}
