/**
 * One bar for the whole run on stderr: share done and time left. Work is planned in estimated seconds of one thread,
 * kind by kind; as soon as a kind runs, its own pace replaces the estimate.
 */

export interface Progress {
  /** Sets what a kind of work takes in all, in estimated seconds of one thread, instead of what was planned before. */
  plan(kind: string, seconds: number): void;
  /** From now on a kind is being worked at. */
  start(kind: string): void;
  /** So many estimated seconds of a kind are done. */
  advance(kind: string, seconds: number): void;
  /** Ends the line. */
  end(): void;
}

export interface ProgressOptions {
  /** process.stderr */
  readonly stream: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly threads: number;
  /** Milliseconds, rising. */
  now?(): number;
}

interface Kind {
  planned: number;
  done: number;
  startMs: number;
  lastMs: number;
}

const BAR_WIDTH = 24;
/** A terminal's line is rewritten; a log gets a line now and then. */
const TERMINAL_PAUSE_MS = 200;
const LOG_PAUSE_MS = 20_000;
/** A kind's own pace counts from this share of it on. */
const TRUSTED_SHARE = 0.02;

export function createProgress({ stream, threads, now = () => performance.now() }: ProgressOptions): Progress {
  const kinds = new Map<string, Kind>();
  const pauseMs = stream.isTTY ? TERMINAL_PAUSE_MS : LOG_PAUSE_MS;
  let shownMs = -Infinity;
  const kindOf = (name: string): Kind => {
    const kind = kinds.get(name) ?? { planned: 0, done: 0, startMs: NaN, lastMs: NaN };
    kinds.set(name, kind);
    return kind;
  };
  const show = (name: string) => {
    const all = [...kinds.values()];
    const planned = all.reduce((sum, kind) => sum + kind.planned, 0);
    const done = all.reduce((sum, kind) => sum + kind.done, 0);
    const share = planned > 0 ? Math.min(1, done / planned) : 1;
    const leftSeconds = all.reduce((sum, kind) => sum + secondsLeft(kind, threads), 0);
    const filled = Math.round(BAR_WIDTH * share);
    const bar = `[${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}]`;
    const line = `${bar} ${String(Math.floor(100 * share)).padStart(3)} %, ${timeInWords(leftSeconds)} left: ${name}`;
    stream.write(stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`);
  };
  return {
    plan(name, seconds) {
      kindOf(name).planned = seconds;
    },
    start(name) {
      const kind = kindOf(name);
      kind.startMs = kind.lastMs = now();
    },
    advance(name, seconds) {
      const kind = kindOf(name);
      const time = now();
      kind.lastMs = time;
      kind.done = Math.min(kind.planned, kind.done + seconds);
      if (time - shownMs < pauseMs) return;
      shownMs = time;
      show(name);
    },
    end() {
      if (stream.isTTY) stream.write("\n");
    },
  };
}

function secondsLeft({ planned, done, startMs, lastMs }: Kind, threads: number): number {
  const trusted = done > TRUSTED_SHARE * planned && lastMs > startMs;
  const pace = trusted ? (lastMs - startMs) / 1000 / done : 1 / threads;
  return (planned - done) * pace;
}

/** 45 s, 12 min, 1 h 05 min */
export function timeInWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
