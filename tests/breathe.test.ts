/** When a thread that works for long does something else, and when it goes on at once. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BREATH_MS, breathe } from "../lib/breathe";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("lets other tasks in once it has worked for long, and no sooner again", async () => {
  vi.advanceTimersByTime(BREATH_MS + 1);
  for (let breath = 0; breath < 3; breath++) {
    const done = breathe();
    expect(vi.getTimerCount(), "a task of its own").toBe(1);
    vi.advanceTimersByTime(5);
    await done;
    await breathe();
    vi.advanceTimersByTime(BREATH_MS);
    await breathe();
    vi.advanceTimersByTime(1);
  }
});
