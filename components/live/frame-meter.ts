/** Frames a second and mean times over the last two seconds, for the HUD. Page. Times in milliseconds. */
import type { FrameResult, StageTimesMs } from "../../lib/types";
import type { HudFigures } from "./live-state";

const WINDOW_MS = 2000;

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
    this.samples = this.samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
    const { length } = this.samples;
    if (length === 0) return null;
    const mean = (value: (sample: Sample) => number) =>
      this.samples.reduce((sum, sample) => sum + value(sample), 0) / length;
    // n frames lie n - 1 intervals apart; counting frames against the time until now would show 1.5 for one a second.
    const spanMs = Math.max(this.samples[length - 1].atMs - this.samples[0].atMs, 1);
    return {
      framesPerSecond: length > 1 ? (1000 * (length - 1)) / spanMs : 1000 / WINDOW_MS,
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
