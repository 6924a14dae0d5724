/** When a page has been left alone. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_MS, watchIdle } from "../components/idle-watch";
import { FakeScreen } from "./helpers/fake-screen";

let screen: FakeScreen;
beforeEach(() => {
  vi.useFakeTimers();
  screen = new FakeScreen();
  vi.stubGlobal("document", screen);
  vi.stubGlobal("window", new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("tells so after the time, and after each such time that follows, until its end", () => {
  const onIdle = vi.fn();
  const watch = watchIdle(onIdle);
  vi.advanceTimersByTime(IDLE_MS - 1);
  expect(onIdle).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1 + IDLE_MS);
  expect(onIdle).toHaveBeenCalledTimes(2);
  watch.end();
  window.dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(10 * IDLE_MS);
  expect(onIdle).toHaveBeenCalledTimes(2);
});

it.each(["pointerdown", "keydown", "wheel", "touchstart", "click", "change", "drop"])(
  "counts anew from a %s",
  (touch) => {
    const onIdle = vi.fn();
    const watch = watchIdle(onIdle);
    vi.advanceTimersByTime(IDLE_MS - 1);
    window.dispatchEvent(new Event(touch));
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onIdle).toHaveBeenCalledTimes(1);
    watch.end();
  },
);

it("tells whoever is still at work for it that somebody came", () => {
  const signals: AbortSignal[] = [];
  const watch = watchIdle((touched) => signals.push(touched));
  vi.advanceTimersByTime(IDLE_MS);
  expect(signals[0].aborted).toBe(false);
  window.dispatchEvent(new Event("pointerdown"));
  vi.advanceTimersByTime(IDLE_MS);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  watch.end();
  expect(signals[1].aborted).toBe(true);
});

it("says nothing while the page is hidden", () => {
  const onIdle = vi.fn();
  const watch = watchIdle(onIdle);
  screen.show(false);
  vi.advanceTimersByTime(2 * IDLE_MS);
  expect(onIdle).not.toHaveBeenCalled();
  screen.show(true);
  vi.advanceTimersByTime(IDLE_MS);
  expect(onIdle).toHaveBeenCalledTimes(1);
  watch.end();
});
