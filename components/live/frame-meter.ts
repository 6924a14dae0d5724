/**
 * Frames a second and mean times for the HUD: over the last two seconds, or the last two frames where those took longer.
 * Page. Times in milliseconds.
 */
import type { FrameResult, StageTimesMs } from "../../lib/types";
import type { HudFigures } from "./live-state";

const WINDOW_MS = 2000;
/** A frame older than this says nothing of now. Longer than a slow machine takes for one with many faces. */
const FORGET_MS = 10_000;

interface Sample {
  readonly atMs: number;
  readonly latencyMs: number;
  readonly stageMs: StageTimesMs;
  readonly faces: number;
}

export class FrameMeter {
  private samples: Sample[] = [];

  add(result: FrameResult, atMs: number, latencyMs: number): void {
    this.samples.push({ atMs, latencyMs, stageMs: result.stageMs, faces: result.faces.length });
  }

  reset(): void {
    this.samples = [];
  }

  /** Null while nothing was read lately. */
  figures(nowMs: number): HudFigures | null {
    const lastTwo = this.samples.length - 2;
    this.samples = this.samples.filter(({ atMs }, index) => nowMs - atMs <= (index < lastTwo ? WINDOW_MS : FORGET_MS));
    const { length } = this.samples;
    if (length === 0) return null;
    const mean = (value: (sample: Sample) => number) =>
      this.samples.reduce((sum, sample) => sum + value(sample), 0) / length;
    // n frames lie n - 1 intervals apart; counting frames against the time until now would show 1.5 for one a second.
    const spanMs = Math.max(this.samples[length - 1].atMs - this.samples[0].atMs, 1);
    return {
      framesPerSecond: length > 1 ? (1000 * (length - 1)) / spanMs : null,
      latencyMs: mean((sample) => sample.latencyMs),
      stageMs: {
        detect: mean((sample) => sample.stageMs.detect),
        align: mean((sample) => sample.stageMs.align),
        embed: mean((sample) => sample.stageMs.embed),
        classify: mean((sample) => sample.stageMs.classify),
      },
      faces: this.samples[length - 1].faces,
    };
  }
}
