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

it.each([
  [1000, 100, "goes on with its pauses: that was no recovery"],
  [60_000, 10, "begins with the first pause"],
])("after it has worked for %i ms the next pause is %i ms: it %s", (workedMs, pauseMs) => {
  const { tries, comeback } = record([10, 100]);
  comeback.failed();
  vi.runAllTimers();
  comeback.worked();
  vi.advanceTimersByTime(workedMs);
  comeback.failed();
  vi.runAllTimers();
  expect(tries).toEqual([
    [10, 0],
    [10 + workedMs + pauseMs, pauseMs === 10 ? 0 : 1],
  ]);
});

it("after a failure, an older success counts no more", () => {
  const { tries, comeback } = record([10, 100]);
  comeback.worked();
  vi.advanceTimersByTime(60_000);
  comeback.failed();
  vi.runAllTimers();
  comeback.failed();
  vi.runAllTimers();
  expect(tries.map(([, failed]) => failed)).toEqual([0, 1]);
  expect(tries[1][0] - tries[0][0]).toBe(100);
});

it("comes soon where it is asked for, a few times, and never without a failure", () => {
  const { tries, comeback } = record([10_000]);
  comeback.soon();
  vi.runAllTimers();
  expect(tries).toEqual([]);
  for (let failure = 0; failure < 6; failure++) {
    comeback.failed();
    comeback.soon();
    vi.runAllTimers();
  }
  expect(tries.map(([atMs]) => atMs)).toEqual([2000, 4000, 6000, 8000, 10_000, 20_000]);
});

it("comes once however often it fails, and not at all after stop", () => {
  const { tries, comeback } = record([10]);
  comeback.failed();
  comeback.failed();
  vi.runAllTimers();
  expect(tries).toEqual([[10, 0]]);
  comeback.failed();
  comeback.stop();
  vi.runAllTimers();
  expect(tries).toHaveLength(1);
});
