/** Tries that follow by themselves. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Comeback } from "../../components/live/comeback";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When each try came, and how many had failed before it. */
function record(delaysMs: readonly number[]) {
  const tries: (readonly [atMs: number, failed: number])[] = [];
  const startMs = Date.now();
  const comeback = new Comeback(delaysMs, (failed) => tries.push([Date.now() - startMs, failed]));
  return { tries, comeback };
}

it("comes after the pauses given, the last again and again, until it is reset", () => {
  const { tries, comeback } = record([10, 100]);
  for (let failure = 0; failure < 3; failure++) {
    comeback.failed();
    vi.runAllTimers();
  }
  expect(tries).toEqual([
    [10, 0],
    [110, 1],
    [210, 2],
  ]);
  comeback.reset();
  comeback.failed();
  vi.runAllTimers();
  expect(tries.at(-1)).toEqual([220, 0]);
});

it("comes once, at once where it is asked for, and not at all after stop", () => {
  const { tries, comeback } = record([10]);
  comeback.now();
  expect(tries).toEqual([]);
  comeback.failed();
  comeback.failed();
  comeback.now();
  vi.runAllTimers();
  expect(tries).toEqual([[0, 0]]);
  comeback.failed();
  comeback.stop();
  expect(comeback.isPending).toBe(false);
  vi.runAllTimers();
  expect(tries).toHaveLength(1);
});
