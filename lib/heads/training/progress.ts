/** What training tells while it runs, on the thread it runs on. An error thrown by the listener ends the training. */
export interface TrainingProgress {
  /** "gram": kernel rows; "pairs": SVMs of two labels; "iterations": L-BFGS, which mostly ends before its limit. */
  readonly step: "gram" | "pairs" | "iterations" | "calibration";
  readonly done: number;
  readonly total: number;
  /** Mean cross entropy in nats, of networks. */
  readonly loss?: number;
}

export type ProgressListener = (progress: TrainingProgress) => void;
