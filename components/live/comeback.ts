/** Tries something again by itself, after longer and longer pauses. Page. */

export class Comeback {
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `delaysMs`: before each try; the last is kept. `attempt` gets the number of tries that failed before it, from 0. */
  constructor(
    private readonly delaysMs: readonly number[],
    private readonly attempt: (failed: number) => void,
  ) {}

  get isPending(): boolean {
    return this.timer !== undefined;
  }

  /** It failed: another try follows. */
  failed(): void {
    this.stop();
    this.timer = setTimeout(() => this.now(), this.delaysMs[Math.min(this.tries, this.delaysMs.length - 1)]);
  }

  /** The pending try at once; nothing where none is pending. */
  now(): void {
    if (!this.isPending) return;
    this.stop();
    this.attempt(this.tries++);
  }

  /** No try follows. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** It worked, or somebody wants something else: pauses begin anew. */
  reset(): void {
    this.stop();
    this.tries = 0;
  }
}
