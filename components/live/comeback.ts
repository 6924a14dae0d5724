/** Tries something again by itself, after longer and longer pauses. Page. Times in milliseconds. */

/** What works this long has recovered: the next failure is a new one. Guessed. */
const LASTING_MS = 60_000;
/** After a sign that it may work now. */
const SOON_MS = 2000;
/** So often such a sign is believed, since it may be the failure's own. */
const SOON_TRIES = 5;

export class Comeback {
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private workedSinceMs: number | null = null;

  /** `delaysMs`: before each try; the last is kept. `attempt` gets the number of tries that failed before it, from 0. */
  constructor(
    private readonly delaysMs: readonly number[],
    private readonly attempt: (failed: number) => void,
  ) {}

  /** Another try follows. */
  failed(): void {
    if (this.workedSinceMs !== null && performance.now() - this.workedSinceMs >= LASTING_MS) this.tries = 0;
    this.workedSinceMs = null;
    this.tryIn(this.delaysMs[Math.min(this.tries, this.delaysMs.length - 1)]);
  }

  /** No try follows; where it goes on working, pauses begin anew. */
  worked(): void {
    this.stop();
    this.workedSinceMs = performance.now();
  }

  /** A pending try comes soon; nothing where none is pending. */
  soon(): void {
    if (this.timer !== undefined && this.tries < SOON_TRIES) this.tryIn(SOON_MS);
  }

  /** No try follows. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Somebody begins anew. */
  reset(): void {
    this.stop();
    this.tries = 0;
    this.workedSinceMs = null;
  }

  private tryIn(delayMs: number): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.attempt(this.tries++);
    }, delayMs);
  }
}
