/**
 * Backends that were lost (a driver that crashed, a GPU process that was taken away): one that is lost twice soon after
 * each other, or does not come back, is left alone for a while, each time for longer. Pure; all times on one clock, in
 * milliseconds.
 */
import { BACKENDS, type BackendName } from "../types";
import { FORGIVEN_MS, type BackendFallback } from "./protocol";

/** The first rest; each is twice as long as the one before, up to the longest. Guessed. */
const FIRST_REST_MS = 600_000;
const LONGEST_REST_MS = 86_400_000;

interface Losses {
  losses: number;
  restMs: number;
  /** Until when it rests, and why; null while it may be used. */
  rest: { readonly untilMs: number; readonly reason: string } | null;
}

export interface LostBackends {
  /** It was lost after it had worked for `workedMs`. */
  lose(backend: BackendName, reason: string, workedMs: number, nowMs: number): void;
  /** `current` is what started: those that come before it, and were lost, did not come back and rest. */
  started(current: BackendName, first: BackendName | "auto", nowMs: number): void;
  /**
   * It is left alone for a first rest. WebAssembly, which is what is left in the end, is started in its simpler way
   * instead: threads that hang throw nothing, so nothing else would lead there.
   */
  avoid(fallback: BackendFallback, nowMs: number): void;
  /** A person asked for it by name. */
  forgive(backend: BackendName): void;
  /** Those that rest, with the reason. */
  resting(nowMs: number): BackendFallback[];
  /** Those that are started in their simpler way at once, with the reason. */
  simplified(): BackendFallback[];
  /** When the first of those that are tried before `current` has rested; null where none rests. */
  nextTryMs(current: BackendName, first: BackendName | "auto"): number | null;
}

/** The order in which backends are tried: what a person asked for, then the best. */
export function triedInOrder(first: BackendName | "auto"): readonly BackendName[] {
  return first === "auto" ? BACKENDS : [first, ...BACKENDS.filter((name) => name !== first)];
}

export function createLostBackends(): LostBackends {
  const records = new Map<BackendName, Losses>();
  const simplified = new Map<BackendName, BackendFallback>();
  const recordOf = (backend: BackendName): Losses => {
    const record = records.get(backend) ?? { losses: 0, restMs: FIRST_REST_MS, rest: null };
    records.set(backend, record);
    return record;
  };
  const lostBefore = (current: BackendName, first: BackendName | "auto"): Losses[] => {
    const order = triedInOrder(first);
    return order.slice(0, order.indexOf(current)).flatMap((name) => records.get(name) ?? []);
  };
  const startRest = (record: Losses, reason: string, nowMs: number): void => {
    record.rest = { untilMs: nowMs + record.restMs, reason };
    record.restMs = Math.min(LONGEST_REST_MS, 2 * record.restMs);
    record.losses = 0;
  };
  return {
    lose(backend, reason, workedMs, nowMs) {
      const record = recordOf(backend);
      if (workedMs >= FORGIVEN_MS) Object.assign(record, { losses: 0, restMs: FIRST_REST_MS });
      record.losses++;
      if (record.losses > 1) startRest(record, `lost twice: ${reason}`, nowMs);
    },
    started(current, first, nowMs) {
      for (const record of lostBefore(current, first)) {
        if (!record.rest || record.rest.untilMs <= nowMs) startRest(record, "it was lost and did not come back", nowMs);
      }
    },
    avoid(fallback, nowMs) {
      const { backend, reason } = fallback;
      if (backend === "wasm") simplified.set(backend, fallback);
      else startRest(recordOf(backend), reason, nowMs);
    },
    forgive(backend) {
      records.delete(backend);
      simplified.delete(backend);
    },
    resting(nowMs) {
      return [...records].flatMap(([backend, { rest }]) =>
        rest && nowMs < rest.untilMs ? [{ backend, reason: rest.reason }] : [],
      );
    },
    simplified: () => [...simplified.values()],
    nextTryMs(current, first) {
      const ends = lostBefore(current, first).flatMap(({ rest }) => rest?.untilMs ?? []);
      return ends.length > 0 ? Math.min(...ends) : null;
    },
  };
}
