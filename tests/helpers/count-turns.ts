/**
 * Counts how often the thread's event loop turns: where it does, a worker answers a ping. The clock leaps meanwhile, so that
 * every piece of work has taken long, however quick the machine is.
 */
import { vi } from "vitest";

const LEAP_MS = 1000;

/** Out: what `work`, which gets the count so far, gives back. */
export async function countTurns<Result>(work: (turns: () => number) => Promise<Result>): Promise<Result> {
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  let nowMs = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (nowMs += LEAP_MS));
  try {
    return await work(() => turns);
  } finally {
    isOver = true;
    clock.mockRestore();
  }
}
